package dev.framecast.benchmarks.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameSlot;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The column by which a reader sees what a quick way leaves out. */
class PsnrTest {
  private final Scene scene = new Scene(256, 144);

  @ParameterizedTest
  @EnumSource
  void eachEncodersJpegIsLikeThePictureAndNotLikeALaterOne(EncodeWay.Name way) throws Exception {
    FrameSlot slot = new FrameSlot();
    try (EncodeWay encoder = EncodeWay.open(way, scene)) {
      encoder.encode(slot);
    }
    byte[] jpeg = CodecBenchmark.bytes(slot);
    assertThat(Psnr.of(jpeg, scene.bgr(0), 256, 144)).isBetween(36.0, 45.0);
    assertThat(Psnr.of(jpeg, scene.bgr(9), 256, 144)).isLessThan(25);
  }

  @Test
  void wrongColoursAreSeen() throws Exception {
    try (EndlessStream stream = new EndlessStream(H264.encode(scene, 5))) {
      assertThat(psnr(VideoWay.Name.FRAMECAST, stream)).isGreaterThan(35);
      assertThat(psnr(VideoWay.Name.JAVACV_IMAGEIO, stream)).isLessThan(32);
      assertThat(psnr(VideoWay.Name.FFMPEG_WRONG_COLOURS, stream)).isLessThan(30);
    }
  }

  @Test
  void partsOfTheWayMakeNoJpeg() throws Exception {
    try (EndlessStream stream = new EndlessStream(H264.encode(scene, 5));
        VideoWay decoding = VideoWay.open(VideoWay.Name.FRAMECAST_DECODE, stream.uri());
        VideoWay converting = VideoWay.open(VideoWay.Name.FRAMECAST_CONVERT, stream.uri())) {
      assertThat(decoding.next()).isZero();
      assertThat(converting.next()).isZero();
    }
  }

  private double psnr(VideoWay.Name name, EndlessStream stream) throws IOException {
    try (VideoWay way = VideoWay.open(name, stream.uri())) {
      assertThat(way.next()).isEqualTo(way.jpeg().length);
      return Psnr.of(way.jpeg(), scene.bgrOfHd(0), 256, 144);
    }
  }
}
