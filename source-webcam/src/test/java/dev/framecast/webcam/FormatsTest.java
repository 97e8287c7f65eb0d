package dev.framecast.webcam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.webcam.encode.OpenCvLibrary;
import dev.framecast.webcam.encode.RawForm;
import dev.framecast.webcam.encode.TightRows;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** Pictures of every form in which webcams send them are right in colour, pixel by pixel. */
@Timeout(60)
class FormatsTest {
  private static final int TOLERANCE = 3;
  private static final ColourBlocks BLOCKS = new ColourBlocks(96, 80);

  /** Sends what is put into its queue, each in its form, as OpenCV gives it. */
  private static final class FormCapture implements Capture {
    private final LinkedBlockingQueue<BiPredicate<Picture, Long>> pictures =
        new LinkedBlockingQueue<>();

    FormCapture send(@Nullable RawForm form, ColourBlocks blocks) {
      pictures.add(
          (into, nanos) -> {
            blocks.write(form, into.mat());
            return into.arrived(form, blocks.width(), blocks.height(), nanos);
          });
      return this;
    }

    @Override
    public SessionInfo info() {
      return SessionInfo.UNKNOWN;
    }

    @Override
    public void read(Picture into) throws IOException {
      try {
        if (!pictures.take().test(into, System.nanoTime())) {
          throw new IOException("not understood");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void release() {}
  }

  private static FrameSession session(FormCapture capture) {
    return new WebcamSession(
        "cam",
        () -> new DeviceReader("webcam-test", () -> capture),
        new AtomicReference<>(),
        SessionContext.NONE);
  }

  private static void assertShown(FrameSession session, RawForm form, ColourBlocks blocks)
      throws IOException {
    FrameSlot jpeg = new FrameSlot();
    FrameSlot bgr = new FrameSlot();
    FrameSlot gray = new FrameSlot();
    assertThat(session.advance()).isTrue();
    session.writeJpeg(Rendition.jpeg(0, 100), jpeg);
    session.writeRaw(Rendition.bgr24(0), bgr);
    session.writeRaw(Rendition.gray8(0), gray);
    BufferedImage shown = Jpegs.decode(jpeg);
    int width = form.layout() == RawForm.YUYV.layout() ? blocks.width() & ~1 : blocks.width();
    assertThat(List.of(shown.getWidth(), bgr.width(), gray.width())).containsOnly(width);
    assertThat(List.of(shown.getHeight(), bgr.height(), gray.height()))
        .containsOnly(blocks.height());
    boolean colourless = form == RawForm.GREY || form == RawForm.Y16;
    int worst = 0;
    for (int y = 0; y < blocks.height(); y++) {
      for (int x = 0; x < width; x++) {
        int luma = blocks.grey(x, y);
        Color right = colourless ? new Color(luma, luma, luma) : blocks.colour(x, y);
        int at = y * width + x;
        if (blocks.isInside(x, y)) {
          worst = Math.max(worst, difference(new Color(shown.getRGB(x, y)), right));
        }
        Color pixel =
            new Color(
                bgr.bytes().get(3 * at + 2) & 0xFF,
                bgr.bytes().get(3 * at + 1) & 0xFF,
                bgr.bytes().get(3 * at) & 0xFF);
        worst = Math.max(worst, difference(pixel, right));
        worst = Math.max(worst, Math.abs((gray.bytes().get(at) & 0xFF) - luma));
      }
    }
    assertThat(worst).as("largest difference of %s", form).isLessThanOrEqualTo(TOLERANCE);
  }

  private static int difference(Color a, Color b) {
    return Math.max(
        Math.abs(a.getRed() - b.getRed()),
        Math.max(Math.abs(a.getGreen() - b.getGreen()), Math.abs(a.getBlue() - b.getBlue())));
  }

  @ParameterizedTest
  @EnumSource(RawForm.class)
  void everyPixelOfEveryFormIsRight(RawForm form) throws IOException {
    FormCapture camera = new FormCapture().send(form, BLOCKS);
    try (FrameSession session = session(camera)) {
      assertShown(session, form, BLOCKS);
      camera.send(form, BLOCKS); // now into the buffers of the first
      assertShown(session, form, BLOCKS);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = RawForm.class,
      names = {"GREY", "Y16", "BGR3", "RGB3", "YUYV", "UYVY"})
  void oddSizesLoseAtMostAColumnWhosePixelHasNoColourOfItsOwn(RawForm form) throws IOException {
    for (ColourBlocks odd : List.of(new ColourBlocks(97, 61), new ColourBlocks(3, 1))) {
      try (FrameSession session = session(new FormCapture().send(form, odd))) {
        assertShown(session, form, odd);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"641, 360", "640, 361", "640, 359", "1, 1"})
  void oddSizesWhoseColoursAreSharedByFourPixelsAreNotUnderstood(int width, int height) {
    OpenCvLibrary.load();
    for (RawForm form : List.of(RawForm.NV12, RawForm.NV21, RawForm.YU12, RawForm.YV12)) {
      try (Picture picture = new Picture()) {
        picture.mat().create(height * 3 / 2, width, CvType.CV_8UC1);
        assertThat(picture.arrived(form, width, height, 0)).as("%s", form).isFalse();
      }
    }
  }

  @Test
  void aCameraMayChangeItsFormAndSizeWithEveryPicture() throws IOException {
    FormCapture camera = new FormCapture();
    ColourBlocks small = new ColourBlocks(32, 48);
    try (FrameSession session = session(camera)) {
      int number = 0;
      for (int round = 0; round < 4; round++) {
        for (RawForm form : RawForm.values()) {
          ColourBlocks blocks = number++ % 3 == 0 ? small : BLOCKS;
          camera.send(form, blocks);
          assertShown(session, form, blocks);
        }
      }
    }
  }

  @Test
  void whatIsSaidToBeMjpgAndHasTheLengthOfYuyvIsYuyv() throws IOException {
    FormCapture camera = new FormCapture();
    camera.pictures.add(
        (into, nanos) -> {
          Mat pairs = new Mat();
          BLOCKS.write(RawForm.YUYV, pairs);
          pairs.reshape(1, 1).copyTo(into.mat());
          return into.arrived(null, BLOCKS.width(), BLOCKS.height(), nanos);
        });
    try (FrameSession session = session(camera)) {
      assertShown(session, RawForm.YUYV, BLOCKS);
    }
  }

  @Test
  void aJpegOfThatLengthIsAJpeg() throws IOException {
    OpenCvLibrary.load();
    byte[] jpeg = Arrays.copyOf(Jpegs.of(Color.RED, 64, 48), 2 * 64 * 48);
    try (Picture picture = new Picture()) {
      picture.mat().create(1, jpeg.length, CvType.CV_8UC1);
      picture.mat().put(0, 0, jpeg);
      assertThat(picture.arrived(null, 64, 48, 0)).isTrue();
      assertThat(picture.asJpeg()).isNotNull();
      assertThat(picture.asRaw()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(RawForm.class)
  void rowsThatAreNoWholeFoursOfBytesAreNotSlanted(RawForm form) {
    OpenCvLibrary.load();
    int width = form.type() == CvType.CV_8UC2 || form == RawForm.Y16 ? 97 : 98;
    ColourBlocks blocks = new ColourBlocks(width, 80);
    Mat right = new Mat();
    blocks.write(form, right);
    Mat seen = slanted(right);
    assertThat(Core.norm(right, seen, Core.NORM_INF)).isGreaterThan(100);
    new TightRows().restore(seen, form);
    Mat wrong = new Mat();
    Core.absdiff(right, seen, wrong);
    int elements = 0;
    for (int y = 0; y < wrong.rows(); y++) {
      for (int x = 0; x < wrong.cols(); x++) {
        if (Arrays.stream(wrong.get(y, x)).max().orElse(0) > 0) {
          elements++;
        }
      }
    }
    // What was lost is beside another colour in one of sixteen places.
    assertThat(elements).isLessThan(right.rows() / 2);
  }

  /**
   * As OpenCV reads it: each row begins at a whole four of bytes, though it was written without.
   */
  private static Mat slanted(Mat right) {
    int row = right.cols() * (int) right.elemSize();
    int step = (row + 3) / 4 * 4;
    ByteBuffer memory = ByteBuffer.allocateDirect(step * right.rows());
    Mat tight = new Mat(right.rows(), right.cols(), right.type(), memory);
    right.copyTo(tight);
    Mat seen = new Mat();
    new Mat(right.rows(), right.cols(), right.type(), memory, step).copyTo(seen);
    return seen;
  }
}
