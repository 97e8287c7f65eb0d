package dev.framecast.rtsp.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Turn;
import dev.framecast.rtsp.Shots;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What decoders give out besides limited-range 4:2:0. */
class PixelFormatTest {

  @ParameterizedTest
  @CsvSource({
    "yuv420p, 8, false",
    "yuvj420p, 8, true",
    "yuv422p, 8, false",
    "yuvj422p, 8, true",
    "yuv444p, 8, false",
    "nv12, 8, false",
    "gray, 8, true",
    "gray, 8, false",
    "gray10le, 10, true",
    "gray10le, 10, false",
    "gray12le, 12, false",
    "yuv420p10le, 10, false",
    "yuv420p10le, 10, true",
    "yuv422p10le, 10, false",
    "yuv420p12le, 12, false",
    "p010le, 16, false"
  })
  void whiteIsWhiteAndBlackIsBlack(String pixels, int bits, boolean full) throws Exception {
    for (int width : new int[] {0, 32, 31}) {
      for (int matrix :
          new int[] {
            AVCOL_SPC_BT709, AVCOL_SPC_BT470BG, AVCOL_SPC_BT2020_NCL, AVCOL_SPC_UNSPECIFIED
          }) {
        int black = full ? 0 : 16 << (bits - 8);
        int white = full ? (1 << bits) - 1 : 235 << (bits - 8);
        assertGrey(pixels, bits, full, matrix, black, width, 0);
        assertGrey(pixels, bits, full, matrix, white, width, 255);
      }
    }
  }

  private static void assertGrey(
      String pixels, int bits, boolean full, int matrix, int luma, int width, int expected)
      throws Exception {
    AVFrame frame = flat(pixels, bits, 64, 48, luma);
    frame.color_range(full ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG).colorspace(matrix);
    Color seen = new Color(jpeg(frame, width).getRGB(15, 15));
    FrameSlot bgr = raw(frame, Rendition.bgr24(width));
    FrameSlot gray = raw(frame, Rendition.gray8(width));
    av_frame_free(frame);
    int middle = bgr.width() * 15 + 15;
    assertThat(gray.bytes().get(middle) & 0xFF)
        .as("%s of %s in grey", luma, pixels)
        .isBetween(expected - 3, expected + 3);
    for (int i = 0; i < 3; i++) {
      assertThat(bgr.bytes().get(3 * middle + i) & 0xFF)
          .as("%s of %s in BGR", luma, pixels)
          .isBetween(expected - 3, expected + 3);
    }
    for (int channel : new int[] {seen.getRed(), seen.getGreen(), seen.getBlue()}) {
      assertThat(channel)
          .as("%s of %s at width %s, matrix %s", luma, pixels, width, matrix)
          .isBetween(expected - 3, expected + 3);
    }
  }

  @ParameterizedTest
  @CsvSource({"65, 49", "64, 49", "65, 48", "641, 361"})
  void oddSizesAreKept(int width, int height) throws Exception {
    AVFrame frame = flat("yuv420p", 8, width, height, 235);
    BufferedImage image = jpeg(frame, 0);
    FrameSlot bgr = raw(frame, Rendition.bgr24(0));
    FrameSlot gray = raw(frame, Rendition.gray8(0));
    av_frame_free(frame);
    assertWhite(bgr, width, height, 3);
    assertWhite(gray, width, height, 1);
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    assertThat(new Color(image.getRGB(20, 20)).getGreen()).isGreaterThan(251);
  }

  /** To the last pixel of each row. */
  private static void assertWhite(FrameSlot slot, int width, int height, int bytesPerPixel) {
    assertThat(slot.width()).isEqualTo(width);
    assertThat(slot.height()).isEqualTo(height);
    assertThat(slot.length()).isEqualTo(width * height * bytesPerPixel);
    for (int i = 0; i < slot.length(); i++) {
      assertThat(slot.bytes().get(i) & 0xFF).as("byte %s", i).isGreaterThan(251);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 5", "7, 2"})
  void tinyPicturesHavePixelsToo(int width, int height) throws Exception {
    AVFrame frame = flat("yuv444p", 8, width, height, 235);
    FrameSlot bgr = raw(frame, Rendition.bgr24(0));
    FrameSlot gray = raw(frame, Rendition.gray8(0));
    av_frame_free(frame);
    assertWhite(bgr, width, height, 3);
    assertWhite(gray, width, height, 1);
  }

  /** H.264 and H.265 have eight bits for the matrix, and FFmpeg's scaler knows some values. */
  @Test
  void eachMatrixThatAStreamMayNameIsShownInEachSize() throws Exception {
    for (int matrix = 0; matrix <= 18; matrix++) {
      for (int width : new int[] {0, 32, 31}) {
        AVFrame frame = flat("yuv420p", 8, 64, 48, 235);
        frame.color_range(AVCOL_RANGE_MPEG).colorspace(matrix);
        FrameSlot gray = raw(frame, Rendition.gray8(width));
        BufferedImage image = jpeg(frame, width);
        av_frame_free(frame);
        int least = matrix == AVCOL_SPC_RGB ? 230 : 251; // what calls itself RGB is not stretched
        assertThat(gray.bytes().get(40) & 255).as("matrix %s", matrix).isGreaterThan(least);
        assertThat(new Color(image.getRGB(9, 9)).getGreen())
            .as("matrix %s at width %s", matrix, width)
            .isGreaterThan(least);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yuv420p", "gray", "bgr24"})
  void whateverAStreamNamesAsItsColoursIsShownInEachSize(String pixels) throws Exception {
    for (int number = 0; number <= 22; number++) {
      for (int width : new int[] {0, 32, 31}) {
        AVFrame frame = flat(pixels, 8, 64, 48, 235);
        frame.color_range(AVCOL_RANGE_MPEG).color_primaries(number).color_trc(number);
        FrameSlot bgr = raw(frame, Rendition.bgr24(width));
        BufferedImage image = jpeg(frame, width);
        av_frame_free(frame);
        assertThat(bgr.bytes().get(40) & 255).as("number %s", number).isGreaterThan(150);
        assertThat(image.getWidth()).isEqualTo(width == 0 ? 64 : width);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yuv420p", "yuv422p", "yuv444p", "nv12", "gray"})
  void aPartHasThePixelsThatItWasAskedFor(String pixels) throws Exception {
    for (int[] part : new int[][] {{1, 1}, {1, 48}, {64, 1}, {3, 2}, {7, 9}, {2, 2}}) {
      AVFrame frame = flat(pixels, 8, 64, 48, 235);
      frame.color_range(AVCOL_RANGE_MPEG);
      FrameSlot slot = new FrameSlot();
      slot.crop(new Crop(0, 0, part[0] / 64.0, part[1] / 48.0));
      try (RawRendition rendition = new RawRendition(Rendition.bgr24(0))) {
        rendition.write(frame, slot);
      }
      av_frame_free(frame);
      assertWhite(slot, part[0], part[1], 3);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Turn.class,
      names = {"NONE", "RIGHT"})
  void aPartIsNoWiderThanItsShareOfWhatWasAskedFor(Turn turn) throws Exception {
    AVFrame frame = flat("yuv420p", 8, 320, 240, 235);
    Crop crop = Crop.of("13,7,71,80");
    Crop share = crop.before(turn);
    for (int wanted = 5; wanted <= 320; wanted += 7) {
      FrameSlot slot = new FrameSlot();
      slot.turn(turn, false);
      slot.crop(crop);
      try (RawRendition rendition = new RawRendition(Rendition.bgr24(wanted))) {
        rendition.write(frame, slot);
      }
      double most = turn == Turn.NONE ? wanted * share.width() : wanted * 0.75 * share.height();
      assertThat(slot.width()).as("of %s", wanted).isLessThanOrEqualTo((int) Math.round(most));
    }
    av_frame_free(frame);
  }

  private static FrameSlot raw(AVFrame frame, Rendition wanted) throws Exception {
    FrameSlot slot = new FrameSlot();
    try (RawRendition rendition = new RawRendition(wanted)) {
      rendition.write(frame, slot);
    }
    return slot;
  }

  @Test
  void pixelsThatAreNotSquareAreMadeSquare() throws Exception {
    AVFrame frame = flat("yuv420p", 8, 720, 576, 235);
    frame.sample_aspect_ratio().num(64).den(45);
    frame.color_range(AVCOL_RANGE_UNSPECIFIED);
    BufferedImage image = jpeg(frame, 0);
    BufferedImage small = jpeg(frame, 512);
    FrameSlot bgr = raw(frame, Rendition.bgr24(512));
    av_frame_free(frame);
    assertThat(bgr.width()).isEqualTo(512);
    assertThat(bgr.height()).isEqualTo(288);
    assertThat(image.getWidth()).isEqualTo(1024);
    assertThat(image.getHeight()).isEqualTo(576);
    assertThat(small.getWidth()).isEqualTo(512);
    assertThat(small.getHeight()).isEqualTo(288);
  }

  private static BufferedImage jpeg(AVFrame frame, int width) throws Exception {
    FrameSlot slot = new FrameSlot();
    try (JpegRendition rendition = new JpegRendition(Rendition.jpeg(width, 95))) {
      rendition.write(frame, slot);
    }
    byte[] jpeg = new byte[slot.length()];
    slot.bytes().get(jpeg);
    return Shots.image(jpeg);
  }

  /** A grey picture: luma in the first plane, no colour in the others. */
  private static AVFrame flat(String pixels, int bits, int width, int height, int luma) {
    AVFrame frame = av_frame_alloc();
    frame.width(width).height(height).format(av_get_pix_fmt(pixels));
    assertThat(av_frame_get_buffer(frame, 0)).isZero();
    for (int plane = 0; plane < 3 && frame.linesize(plane) > 0; plane++) {
      int value = plane == 0 ? luma : 1 << (bits - 1);
      int rows = plane == 0 || pixels.matches(".*4[24]4?[2p].*") ? height : (height + 1) / 2;
      for (long at = 0; at < (long) rows * frame.linesize(plane); at++) {
        boolean high = bits > 8 && (at & 1) == 1;
        frame.data(plane).put(at, (byte) (high ? value >> 8 : value));
      }
    }
    return frame;
  }
}
