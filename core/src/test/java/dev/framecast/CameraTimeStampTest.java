package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Rotation;
import dev.framecast.camera.Subscription;
import dev.framecast.camera.TimeStamp;
import dev.framecast.draw.Stamped;
import dev.framecast.encode.PixelWriter;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSource;
import dev.framecast.source.image.ImageSource;
import dev.framecast.source.image.JpegSource;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Text with the time in pictures, whatever they are made of. */
class CameraTimeStampTest extends CameraFixture {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final int WIDTH = 480;
  private static final int HEIGHT = 360;
  private static final TimeStamp NAME = TimeStamp.of("Door 7");
  private static final BufferedImage PICTURE =
      Jpegs.picture(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);

  private static CameraOptions options(TimeStamp stamp) {
    return PATIENT.toBuilder().timeStamp(stamp).build();
  }

  private static Stream<FrameSource> sources() {
    List<byte[]> jpegs =
        List.of(
            Jpegs.color(WIDTH, HEIGHT),
            Jpegs.progressive(WIDTH, HEIGHT),
            Jpegs.optimized(WIDTH, HEIGHT),
            Jpegs.withRestarts(WIDTH, HEIGHT, 7),
            Jpegs.without(Jpegs.color(WIDTH, HEIGHT), 0xC4));
    return Stream.concat(
        Stream.of(ImageSource.of(50, () -> PICTURE)),
        jpegs.stream().map(jpeg -> JpegSource.of(50, () -> jpeg)));
  }

  private static Frame live(Subscription viewer) throws InterruptedException {
    Frame frame = viewer.next(LONG);
    while (frame != null && !frame.live()) {
      frame.close();
      frame = viewer.next(LONG);
    }
    assertThat(frame).isNotNull();
    return frame;
  }

  private static BufferedImage seen(Frame frame) {
    return Jpegs.rgb(
        frame.format().isRaw() ? PixelWriter.image(frame) : Jpegs.decode(frame.bytes()));
  }

  private static void assertWritten(Frame frame) {
    BufferedImage seen = seen(frame);
    int width = seen.getWidth();
    int height = seen.getHeight();
    assertThat(Stamped.difference(seen, NAME, 0))
        .as("the text in %s of %dx%d", frame.format(), width, height)
        .isLessThan(10);
    BufferedImage whole = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    whole.createGraphics().drawImage(PICTURE, 0, 0, width, height, null);
    if (frame.format() != FrameFormat.GRAY8 && width == WIDTH) {
      assertThat(
              Jpegs.difference(
                  seen.getSubimage(0, 48, width, height - 48),
                  whole.getSubimage(0, 48, width, height - 48)))
          .as("the rest")
          .isLessThan(8);
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void eachRenditionBearsTheTextInASizeOfItsOwn(FrameSource source) throws Exception {
    Camera camera = cameras.add("stamped", source, options(NAME));
    List<Rendition> renditions =
        List.of(
            Rendition.SOURCE,
            Rendition.jpeg(160, 90),
            Rendition.bgr24(0),
            Rendition.bgr24(160),
            Rendition.gray8(0));
    try (Subscription own = camera.subscribe()) {
      for (Rendition rendition : renditions) {
        try (Subscription viewer = camera.subscribe(rendition, 0)) {
          for (int i = 0; i < 2; i++) {
            try (Frame frame = live(viewer)) {
              assertWritten(frame);
            }
          }
        }
      }
      live(own).close();
    }
    assertThat(camera.status().dropped()).isZero();
  }

  @Test
  void itIsWrittenIntoTheTurnedPictureAndThePartThatIsSeen() throws Exception {
    byte[] jpeg = Jpegs.color(WIDTH, HEIGHT);
    CameraOptions options =
        options(NAME).toBuilder().rotate(Rotation.RIGHT).crop(Crop.of("25,25,50,50")).build();
    Camera camera = cameras.add("turned", JpegSource.of(50, () -> jpeg), options);
    for (Rendition rendition : List.of(Rendition.SOURCE, Rendition.bgr24(0))) {
      try (Subscription viewer = camera.subscribe(rendition, 0);
          Frame frame = live(viewer)) {
        assertThat(frame.width()).isBetween(HEIGHT / 2, HEIGHT / 2 + 16);
        assertThat(Stamped.difference(seen(frame), NAME, 0)).isLessThan(10);
      }
    }
  }

  @Test
  void theTimeIsThatWhenThePictureWasTaken() throws Exception {
    TimeStamp seconds = TimeStamp.of("%s");
    Camera camera = cameras.add("clock", ImageSource.of(50, () -> PICTURE), options(seconds));
    try (Subscription viewer = camera.subscribe();
        Frame frame = live(viewer)) {
      long taken = frame.capturedMicros() / 1_000;
      BufferedImage seen = seen(frame);
      double right = Stamped.difference(seen, seconds, taken);
      for (long wrong : List.of(taken - 1_000, taken + 1_000)) {
        assertThat(right).isLessThan(Stamped.difference(seen, seconds, wrong) - 1);
      }
      assertThat(Math.abs(System.currentTimeMillis() - taken)).isLessThan(60_000);
    }
  }

  @Test
  void aChangeIsSeenWhileSomebodyWatches() throws Exception {
    byte[] jpeg = Jpegs.color(WIDTH, HEIGHT);
    Camera camera = cameras.add("changed", JpegSource.of(50, () -> jpeg), options(TimeStamp.NONE));
    try (Subscription viewer = camera.subscribe()) {
      for (TimeStamp stamp : List.of(TimeStamp.NONE, NAME, TimeStamp.NONE)) {
        camera.replaceOptions(options(stamp));
        boolean found = false;
        for (int i = 0; i < 20 && !found; i++) {
          try (Frame frame = live(viewer)) {
            found = Stamped.difference(seen(frame), NAME, 0) < 10 == !stamp.isNone();
          }
        }
        assertThat(found).as("%s", stamp).isTrue();
      }
    }
    assertThat(camera.status().encoded()).as("passed through").isZero();
  }

  @Test
  void videoIsNotHandedOn() {
    assertThat(options(NAME).handsOnVideo()).isFalse();
    assertThat(options(TimeStamp.NONE).handsOnVideo()).isTrue();
  }

  @Test
  void tinyPicturesHaveWhatFits() throws Exception {
    BufferedImage tiny = new BufferedImage(8, 8, BufferedImage.TYPE_3BYTE_BGR);
    Camera camera =
        cameras.add("tiny", ImageSource.of(50, () -> tiny), options(TimeStamp.of("%F %T")));
    for (Rendition rendition : List.of(Rendition.SOURCE, Rendition.gray8(0))) {
      try (Subscription viewer = camera.subscribe(rendition, 0);
          Frame frame = live(viewer)) {
        assertThat(frame.width()).isEqualTo(8);
      }
    }
    assertThat(camera.status().dropped()).isZero();
  }
}
