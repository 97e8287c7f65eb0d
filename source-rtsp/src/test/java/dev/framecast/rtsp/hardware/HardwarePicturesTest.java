package dev.framecast.rtsp.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_INTERLACED;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT2020;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE2084;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXTERNAL;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_new_side_data;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import dev.framecast.rtsp.demux.Address;
import dev.framecast.rtsp.ffmpeg.FFmpeg;
import java.util.Objects;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HardwarePicturesTest {
  private static final Address ADDRESS = Address.parse("rtsp://h/cam");

  private final FakeDevices devices = new FakeDevices("first", "second");
  private final HardwareDecoding decoding = new HardwareDecoding("auto", devices);

  @BeforeAll
  static void load() {
    FFmpeg.load();
  }

  private static HardwarePictures open(HardwareDecoding decoding) {
    AVCodec codec = avcodec_find_decoder(AV_CODEC_ID_H264);
    return Objects.requireNonNull(decoding.open(ADDRESS, codec));
  }

  @Test
  void allThatIsKnownOfAPictureIsKnownOfItsCopyToo() {
    AVFrame picture = av_frame_alloc();
    try (HardwarePictures pictures = open(decoding)) {
      for (int i = 0; i < 3; i++) {
        picture.format(AV_PIX_FMT_GRAY8).width(256).height(64);
        assertThat(av_frame_get_buffer(picture, 0)).isNotNegative();
        for (int x = 0; x < 256; x++) {
          picture.data(0).put(10L * picture.linesize(0) + x, (byte) x);
        }
        picture.colorspace(AVCOL_SPC_BT2020_NCL).color_range(AVCOL_RANGE_JPEG);
        picture.color_primaries(AVCOL_PRI_BT2020).color_trc(AVCOL_TRC_SMPTE2084);
        picture.sample_aspect_ratio().num(16).den(11);
        picture.flags(AV_FRAME_FLAG_INTERLACED | AV_FRAME_FLAG_CORRUPT).decode_error_flags(2);
        picture.pts(7).best_effort_timestamp(8);
        picture.crop_left(64).crop_top(10);
        assertThat(av_frame_new_side_data(picture, AV_FRAME_DATA_DISPLAYMATRIX, 36)).isNotNull();

        assertThat(pictures.toMemory(picture)).isZero();

        assertThat(picture.width()).isEqualTo(192);
        assertThat(picture.height()).isEqualTo(54);
        assertThat(picture.data(0).get(0)).isEqualTo((byte) 64);
        assertThat(picture.colorspace()).isEqualTo(AVCOL_SPC_BT2020_NCL);
        assertThat(picture.color_range()).isEqualTo(AVCOL_RANGE_JPEG);
        assertThat(picture.color_primaries()).isEqualTo(AVCOL_PRI_BT2020);
        assertThat(picture.color_trc()).isEqualTo(AVCOL_TRC_SMPTE2084);
        assertThat(picture.sample_aspect_ratio().num()).isEqualTo(16);
        assertThat(picture.flags()).isEqualTo(AV_FRAME_FLAG_INTERLACED | AV_FRAME_FLAG_CORRUPT);
        assertThat(picture.decode_error_flags()).isEqualTo(2);
        assertThat(picture.best_effort_timestamp()).isEqualTo(8);
        assertThat(picture.nb_side_data()).isOne();
        assertThat(av_frame_get_side_data(picture, AV_FRAME_DATA_DISPLAYMATRIX)).isNotNull();
        av_frame_unref(picture);
      }
    } finally {
      av_frame_free(picture);
    }
    assertThat(devices.closed).hasValue(1);
  }

  @Test
  void whatIsWrongWithTheStreamIsNotTheDevicesFault() {
    try (HardwarePictures pictures = open(decoding)) {
      pictures.judge(AVERROR_INVALIDDATA);
      assertThat(pictures.isLost()).isFalse();
      pictures.judge(AVERROR_EXTERNAL);
      assertThat(pictures.isLost()).isTrue();
    }
  }

  @Test
  void ofTheProcessorsErrorsNoDeviceIsAccused() {
    try (HardwarePictures pictures = open(decoding)) {
      pictures.refuse();
      pictures.judge(AVERROR_EXTERNAL);
      assertThat(pictures.isLost()).isFalse();
      assertThat(pictures.isUsed()).isFalse();
    }
  }

  @Test
  void aDeviceThatGivesNoPictureIsLostAndTheNextSessionTriesAnother() {
    try (HardwarePictures pictures = open(decoding);
        AVPacket packet = new AVPacket()) {
      for (int i = 0; i < 100; i++) {
        pictures.sent(packet.flags(0), 0); // before a key frame there need be none
      }
      assertThat(pictures.isLost()).isFalse();
      for (int i = 0; i < 40; i++) {
        pictures.sent(packet.flags(i == 0 ? AV_PKT_FLAG_KEY : 0), 0);
      }
      assertThat(pictures.isLost()).isTrue();
    }
    try (HardwarePictures pictures = open(decoding);
        AVPacket packet = new AVPacket()) {
      for (int i = 0; i < 40; i++) {
        pictures.sent(packet.flags(AV_PKT_FLAG_KEY), 0);
      }
      assertThat(pictures.isLost()).isTrue();
    }
    assertThat(decoding.open(ADDRESS, avcodec_find_decoder(AV_CODEC_ID_H264))).isNull();
    assertThat(devices.opened).hasValue(2);
    assertThat(devices.closed).hasValue(2);
  }
}
