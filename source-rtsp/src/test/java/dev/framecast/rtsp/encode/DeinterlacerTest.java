package dev.framecast.rtsp.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_INTERLACED;
import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_TOP_FIELD_FIRST;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;

import dev.framecast.rtsp.testcamera.Combs;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A post that moves by 8 pixels from field to field, above lines that stay. */
class DeinterlacerTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;

  private static int luma(int x, int y, int field) {
    if (y >= HEIGHT / 2) {
      return y / 8 % 2 == 0 ? 150 : 110; // what stays
    }
    int left = 20 + field * 8 % 240;
    return x >= left && x < left + 30 ? 235 : 40;
  }

  /** The picture of two moments, of which that with the even lines is the first or the second. */
  private static AVFrame frame(String pixels, int number, boolean interlaced, boolean topFirst) {
    AVFrame frame = av_frame_alloc();
    frame.width(WIDTH).height(HEIGHT).format(av_get_pix_fmt(pixels)).color_range(AVCOL_RANGE_MPEG);
    assertThat(av_frame_get_buffer(frame, 0)).isZero();
    int wide = pixels.contains("10") ? 2 : 1;
    for (int y = 0; y < HEIGHT; y++) {
      BytePointer row = frame.data(0).position((long) y * frame.linesize(0));
      int second = (y % 2 == 0) == topFirst ? 0 : 1;
      for (int x = 0; x < WIDTH; x++) {
        int luma = luma(x, y, 2 * number + (interlaced ? second : 0));
        row.put((long) x * wide, (byte) (wide == 2 ? luma << 2 : luma));
        if (wide == 2) {
          row.put(2L * x + 1, (byte) (luma >> 6));
        }
      }
    }
    for (int plane = 1; plane < 3 && frame.linesize(plane) > 0; plane++) {
      int bytes = frame.linesize(plane) * HEIGHT / 2;
      for (int at = 0; at < bytes; at++) {
        frame.data(plane).put(at, (byte) (wide == 1 ? 128 : at % 2 == 0 ? 0 : 2));
      }
    }
    int flags = interlaced ? AV_FRAME_FLAG_INTERLACED : 0;
    frame.flags(flags | (topFirst ? AV_FRAME_FLAG_TOP_FIELD_FIRST : 0)).pts(number);
    frame.sample_aspect_ratio().num(4).den(3);
    return frame;
  }

  private static BufferedImage image(AVFrame frame, String pixels) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      BytePointer row = frame.data(0).position((long) y * frame.linesize(0));
      for (int x = 0; x < WIDTH; x++) {
        int luma = row.get(x) & 255;
        if (pixels.contains("10")) {
          luma = ((row.get(2L * x) & 255) | (row.get(2L * x + 1) & 255) << 8) >> 2;
        }
        image.setRGB(x, y, luma * 0x010101);
      }
    }
    return image;
  }

  /** By how much the first field's picture differs, in the mean of all pixels. */
  private static double distance(BufferedImage image, int number) {
    long sum = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        sum += Math.abs((image.getRGB(x, y) & 255) - luma(x, y, 2 * number));
      }
    }
    return (double) sum / (WIDTH * HEIGHT);
  }

  @ParameterizedTest
  @CsvSource({
    "yuv420p, true",
    "yuv420p, false",
    "yuv422p, true",
    "yuv444p, true",
    "yuv420p10le, true",
    "gray, true"
  })
  void eachPictureIsThatOfTheFirstFieldAtOnceAndWithoutCombs(String pixels, boolean topFirst)
      throws Exception {
    double before = 0;
    double after = 0;
    double worst = 0;
    try (Deinterlacer deinterlacer = new Deinterlacer()) {
      for (int i = 0; i < 8; i++) {
        AVFrame frame = frame(pixels, i, true, topFirst);
        deinterlacer.next();
        AVFrame shown = deinterlacer.convert(frame);
        assertThat(shown.flags() & AV_FRAME_FLAG_INTERLACED).isZero();
        assertThat(shown.pts()).isEqualTo(i);
        assertThat(shown.sample_aspect_ratio().num()).isEqualTo(4);
        assertThat(shown.color_range()).isEqualTo(AVCOL_RANGE_MPEG);
        assertThat(shown.format()).isEqualTo(frame.format());
        before = Math.max(before, Combs.perMille(image(frame, pixels)));
        after = Math.max(after, Combs.perMille(image(shown, pixels)));
        worst = Math.max(worst, i == 0 ? 0 : distance(image(shown, pixels), i));
        av_frame_free(frame);
      }
    }
    System.out.printf(
        "%s: combed pixels of 1000: %.1f, then %.2f; off by %.2f%n", pixels, before, after, worst);
    assertThat(before).isGreaterThan(20);
    assertThat(after).isLessThan(0.5);
    assertThat(worst).as("mean distance from the first field's picture").isLessThan(1);
  }

  @Test
  void aProgressivePictureIsHandedThroughItselfAlsoInBetween() throws Exception {
    try (Deinterlacer deinterlacer = new Deinterlacer()) {
      for (int i = 0; i < 150; i++) {
        boolean interlaced = i < 20 ? i % 3 == 1 : i % 70 == 0;
        AVFrame frame = frame("yuv420p", i, interlaced, true);
        deinterlacer.next();
        AVFrame shown = deinterlacer.convert(frame);
        if (!interlaced) {
          assertThat(shown).as("picture %s", i).isSameAs(frame);
        } else {
          assertThat(Combs.perMille(image(shown, "yuv420p"))).as("picture %s", i).isLessThan(0.5);
        }
        av_frame_free(frame);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 50})
  void picturesThatComeAgainAndThoseFarApartHaveNoCombsEither(int apart) throws Exception {
    try (Deinterlacer deinterlacer = new Deinterlacer()) {
      for (int i = 0; i < 20; i++) {
        AVFrame frame = frame("yuv420p", i / 2 * apart, true, true);
        deinterlacer.next();
        BufferedImage shown = image(deinterlacer.convert(frame), "yuv420p");
        assertThat(Combs.perMille(shown)).as("picture %s", i).isLessThan(0.5);
        av_frame_free(frame);
      }
    }
  }

  @Test
  void ofOneMomentTheWorkIsDoneOnce() throws Exception {
    AVFrame frame = frame("yuv420p", 1, true, true);
    try (Deinterlacer deinterlacer = new Deinterlacer()) {
      deinterlacer.next();
      BytePointer first = deinterlacer.convert(frame).data(0);
      first.put(0, (byte) 77);
      assertThat(deinterlacer.convert(frame).data(0).get(0)).isEqualTo((byte) 77);
      AVFrame later = frame("yuv420p", 2, true, true);
      deinterlacer.next();
      assertThat(deinterlacer.convert(later).data(0).get(0)).isNotEqualTo((byte) 77);
      av_frame_free(later);
    }
    av_frame_free(frame);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9})
  void tinyPicturesAreShownToo(int size) throws Exception {
    AVFrame frame = av_frame_alloc();
    frame.width(size).height(size).format(av_get_pix_fmt("yuv420p"));
    frame.flags(AV_FRAME_FLAG_INTERLACED);
    assertThat(av_frame_get_buffer(frame, 0)).isZero();
    try (Deinterlacer deinterlacer = new Deinterlacer()) {
      for (int i = 0; i < 3; i++) {
        deinterlacer.next();
        assertThat(deinterlacer.convert(frame).height()).isEqualTo(size);
      }
    }
    av_frame_free(frame);
  }

  @Test
  void anotherSizeInMidstreamIsFollowedAndClosingTwiceDoesNothing() throws Exception {
    AVFrame large = frame("yuv420p", 0, true, true);
    AVFrame other = frame("yuv422p", 1, true, true);
    Deinterlacer deinterlacer = new Deinterlacer();
    for (int i = 0; i < 6; i++) {
      deinterlacer.next();
      AVFrame frame = i % 2 == 0 ? large : other;
      assertThat(deinterlacer.convert(frame).format()).isEqualTo(frame.format());
    }
    deinterlacer.close();
    deinterlacer.close();
    av_frame_free(large);
    av_frame_free(other);
  }

  /** Prints what it costs: of what is not interlaced no more than a look at a flag. */
  @Test
  @Tag("real")
  void progressiveVideoCostsNothing() throws Exception {
    double[] millis = new double[2];
    for (int interlaced = 0; interlaced < 2; interlaced++) {
      AVFrame[] frames = new AVFrame[3];
      for (int i = 0; i < frames.length; i++) {
        frames[i] = noise(i, interlaced == 1 ? AV_FRAME_FLAG_INTERLACED : 0);
      }
      int count = interlaced == 1 ? 100 : 1_000_000;
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      try (Deinterlacer deinterlacer = new Deinterlacer()) {
        for (int round = 0; round < 3; round++) {
          long before = threads.getCurrentThreadCpuTime();
          for (int i = 0; i < count; i++) {
            deinterlacer.next();
            AVFrame ignored = deinterlacer.convert(frames[i % frames.length]);
          }
          millis[interlaced] = (threads.getCurrentThreadCpuTime() - before) / 1e6 / count;
        }
      }
      for (AVFrame frame : frames) {
        av_frame_free(frame);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "ms a picture of 1920x1080: progressive %.5f, interlaced %.2f%n",
        millis[0],
        millis[1]);
    assertThat(millis[0]).isLessThan(0.001);
  }

  private static AVFrame noise(int seed, int flags) {
    AVFrame frame = av_frame_alloc();
    frame.width(1920).height(1080).format(av_get_pix_fmt("yuv420p")).flags(flags);
    assertThat(av_frame_get_buffer(frame, 0)).isZero();
    Random random = new Random(seed);
    for (int plane = 0; plane < 3; plane++) {
      byte[] bytes = new byte[frame.linesize(plane) * (plane == 0 ? 1080 : 540)];
      random.nextBytes(bytes);
      frame.data(plane).put(bytes, 0, bytes.length);
    }
    return frame;
  }
}
