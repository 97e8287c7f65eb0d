package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Flip;
import dev.framecast.camera.Rotation;
import dev.framecast.camera.Subscription;
import dev.framecast.encode.PixelWriter;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.JpegCheck;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.jpeg.LosslessTurn;
import dev.framecast.jpeg.Turn;
import dev.framecast.jpeg.Turned;
import dev.framecast.source.FrameSource;
import dev.framecast.source.image.ImageSource;
import dev.framecast.source.image.JpegSource;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rotated and mirrored pictures, whatever they are made of. */
class CameraTurnTest extends CameraFixture {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final int WIDTH = 320;
  private static final int HEIGHT = 160;
  private static final BufferedImage PICTURE = Turned.corners(WIDTH, HEIGHT);

  private static Stream<Arguments> ways() {
    return Stream.of(Rotation.NONE, Rotation.RIGHT, Rotation.HALF, Rotation.LEFT)
        .flatMap(rotation -> Stream.of(Flip.values()).map(flip -> Arguments.of(rotation, flip)));
  }

  private static CameraOptions options(Rotation rotation, Flip flip) {
    return PATIENT.toBuilder().rotate(rotation).flip(flip).build();
  }

  private Camera add(FrameSource pictures, Rotation rotation, Flip flip) {
    return cameras.add("turned", pictures, options(rotation, flip));
  }

  /** The next live frame, behind the slate of a camera that takes its time. */
  private static Frame live(Subscription viewer) throws InterruptedException {
    Frame frame = viewer.next(LONG);
    while (frame != null && !frame.live()) {
      frame.close();
      frame = viewer.next(LONG);
    }
    assertThat(frame).isNotNull();
    return frame;
  }

  private static void assertShows(Frame frame, BufferedImage right, int across, int down) {
    assertThat(frame.width()).isEqualTo(across);
    assertThat(frame.height()).isEqualTo(down);
    BufferedImage seen =
        frame.format().isRaw() ? PixelWriter.image(frame) : Jpegs.decode(frame.bytes());
    BufferedImage large = scaled(seen, right.getWidth(), right.getHeight());
    assertThat(Jpegs.difference(large, right)).as("%dx%d", across, down).isLessThan(6);
  }

  private static BufferedImage scaled(BufferedImage image, int width, int height) {
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    scaled.createGraphics().drawImage(image, 0, 0, width, height, null);
    return scaled;
  }

  private static void assertAllShow(Camera camera, BufferedImage right) throws Exception {
    int width = right.getWidth();
    int height = right.getHeight();
    try (Subscription own = camera.subscribe();
        Subscription small = camera.subscribe(Rendition.jpeg(80, 90), 0);
        Subscription pixels = camera.subscribe(Rendition.bgr24(0), 0);
        Subscription few = camera.subscribe(Rendition.bgr24(80), 0)) {
      for (int i = 0; i < 2; i++) {
        try (Frame frame = live(own)) {
          assertShows(frame, right, width, height);
        }
        try (Frame frame = live(small)) {
          assertShows(frame, right, 80, height * 80 / width);
        }
        try (Frame frame = live(pixels)) {
          assertShows(frame, right, width, height);
        }
        try (Frame frame = live(few)) {
          assertShows(frame, right, 80, height * 80 / width);
        }
      }
    }
    assertThat(camera.status().width()).isEqualTo(width);
    assertThat(camera.status().height()).isEqualTo(height);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void imagesAreTurnedInEachRendition(Rotation rotation, Flip flip) throws Exception {
    Camera camera = add(ImageSource.of(50, () -> PICTURE), rotation, flip);
    assertAllShow(camera, Turned.of(PICTURE, camera.options().turn()));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void jpegsAreTurnedInEachRenditionAndTheirOwnSizeWithoutLoss(Rotation rotation, Flip flip)
      throws Exception {
    byte[] jpeg = Jpegs.of(PICTURE);
    Camera camera = add(JpegSource.of(50, () -> jpeg), rotation, flip);
    Turn turn = camera.options().turn();
    assertAllShow(camera, Turned.of(PICTURE, turn));
    Camera alone = cameras.add("alone", JpegSource.of(50, () -> jpeg), options(rotation, flip));
    try (Subscription own = alone.subscribe();
        Frame frame = live(own)) {
      LosslessTurn lossless = new LosslessTurn();
      assertThat(lossless.turn(ByteBuffer.wrap(jpeg), turn)).isTrue();
      assertThat(scan(frame.bytes())).as("bit by bit").isEqualTo(scan(lossless.result()));
    }
    assertThat(alone.status().encoded()).isZero();
  }

  /** As the Javadoc of the rotations has it. */
  @Test
  void aCameraThatLiesOnItsLeftSideSeenFromBehindIsRotatedLeft() {
    BufferedImage lying = new BufferedImage(HEIGHT, WIDTH, BufferedImage.TYPE_3BYTE_BGR);
    for (int x = 0; x < HEIGHT; x++) {
      for (int y = 0; y < WIDTH; y++) {
        // What is up is at the camera's right, and what is at the right is below.
        lying.setRGB(x, y, PICTURE.getRGB(y, HEIGHT - 1 - x));
      }
    }
    BufferedImage upright = Turned.of(lying, options(Rotation.LEFT, Flip.NONE).turn());
    assertThat(Jpegs.difference(upright, PICTURE)).isZero();
  }

  private static ByteBuffer scan(ByteBuffer jpeg) {
    JpegCheck check = new JpegCheck();
    assertThat(check.inspect(jpeg)).as(check.problem()).isTrue();
    return jpeg.slice(
        jpeg.position() + check.startOfScan(), jpeg.remaining() - check.startOfScan());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void jpegsOfOddSizesAreWholeToo(Rotation rotation, Flip flip) throws Exception {
    BufferedImage odd = Turned.corners(323, 163);
    byte[] jpeg = Jpegs.of(odd);
    Camera camera = add(JpegSource.of(50, () -> jpeg), rotation, flip);
    BufferedImage right = Turned.of(odd, camera.options().turn());
    try (Subscription own = camera.subscribe();
        Frame frame = live(own)) {
      assertShows(frame, right, right.getWidth(), right.getHeight());
    }
  }

  /** Of whole units of the JPEG, whichever way it is turned. */
  private static final Crop PART = new Crop(0.2, 0.4, 0.6, 0.4);

  private static BufferedImage part(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    BufferedImage part = new BufferedImage(width * 3 / 5, height * 2 / 5, picture.getType());
    part.createGraphics().drawImage(picture, -width / 5, -height * 2 / 5, null);
    return part;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aPartOfTheTurnedPictureIsSeenInEachRendition(Rotation rotation, Flip flip) throws Exception {
    byte[] jpeg = Jpegs.of(PICTURE);
    CameraOptions options = options(rotation, flip).toBuilder().crop(PART).build();
    BufferedImage right = part(Turned.of(PICTURE, options.turn()));
    int width = right.getWidth();
    int height = right.getHeight();
    FrameSource images = ImageSource.of(50, () -> PICTURE);
    for (FrameSource source : List.of(images, JpegSource.of(50, () -> jpeg))) {
      Camera camera = cameras.add(source == images ? "images" : "jpegs", source, options);
      try (Subscription own = camera.subscribe();
          Subscription small = camera.subscribe(Rendition.jpeg(48, 90), 0);
          Subscription pixels = camera.subscribe(Rendition.bgr24(0), 0);
          Subscription few = camera.subscribe(Rendition.gray8(48), 0)) {
        try (Frame frame = live(own)) {
          assertShows(frame, right, width, height);
        }
        try (Frame frame = live(small)) {
          assertShows(frame, right, 48, Math.round(48f * height / width));
        }
        try (Frame frame = live(pixels)) {
          assertShows(frame, right, width, height);
        }
        try (Frame frame = live(few)) {
          assertThat(frame.width()).isEqualTo(48);
          assertThat(frame.height()).isEqualTo(Math.round(48f * height / width));
        }
      }
      assertThat(camera.status().width()).isEqualTo(width);
      assertThat(camera.status().height()).isEqualTo(height);
    }
  }

  @Test
  void aPartOfOddPlaceAndSizeIsExactWhereItIsEncodedAndUpToAUnitMoreWhereNot() throws Exception {
    byte[] jpeg = Jpegs.withApp1(Jpegs.of(PICTURE), Jpegs.exif(1, true));
    CameraOptions options = PATIENT.toBuilder().crop(Crop.of("10.5,30,33,41")).build();
    Camera camera = cameras.add("jpegs", JpegSource.of(50, () -> jpeg), options);
    Camera images = cameras.add("images", ImageSource.of(50, () -> PICTURE), options);
    try (Subscription passed = camera.subscribe();
        Subscription encoded = images.subscribe();
        Frame more = live(passed);
        Frame exact = live(encoded)) {
      // From 33.6 to 139.2 across, from 48 to 113.6 down.
      assertThat(exact.width()).isEqualTo(139 - 32);
      assertThat(exact.height()).isEqualTo(114 - 48);
      assertThat(more.width()).isEqualTo(139 - 32);
      assertThat(more.height()).isEqualTo(114 - 48);
      byte[] bytes = new byte[more.size()];
      more.bytes().get(bytes);
      assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
          .as("a thumbnail would show all of it")
          .doesNotContain("Exif");
    }
    assertThat(camera.status().encoded()).isZero();
    assertThat(camera.options().handsOnVideo()).isFalse();
  }

  @Test
  void pixelsOfASourceThatKnowsNothingOfTurnsAreTurned() throws Exception {
    FrameSource pixels =
        new RawPicturesSource(
            (rendition, slot) -> {
              final Crop wanted = slot.crop();
              slot.turn(Turn.NONE, false);
              slot.crop(Crop.WHOLE);
              new PixelWriter().write(PICTURE, rendition, slot);
              ByteBuffer copy = ByteBuffer.allocate(slot.length()).put(slot.bytes()).flip();
              int width = slot.width();
              int height = slot.height();
              slot.clear();
              slot.turn(Turn.RIGHT, false);
              slot.crop(wanted);
              slot.reservePixels(rendition.format(), width, height).put(copy);
            });
    Camera camera = add(pixels, Rotation.RIGHT, Flip.NONE);
    try (Subscription own = camera.subscribe(Rendition.bgr24(0), 0);
        Frame frame = live(own)) {
      assertShows(frame, Turned.of(PICTURE, Turn.RIGHT), HEIGHT, WIDTH);
    }
    camera.replaceOptions(options(Rotation.RIGHT, Flip.NONE).toBuilder().crop(PART).build());
    BufferedImage part = part(Turned.of(PICTURE, Turn.RIGHT));
    try (Subscription own = camera.subscribe(Rendition.bgr24(0), 0)) {
      await(own, frame -> frame.width() == part.getWidth() && frame.height() == part.getHeight());
    }
  }

  @Test
  void whatExifSaysIsHeededWhereThatIsAskedFor() throws Exception {
    byte[] jpeg = Jpegs.withApp1(Jpegs.of(PICTURE), Jpegs.exif(8, true));
    Camera camera = add(JpegSource.of(50, () -> jpeg), Rotation.AUTO, Flip.NONE);
    BufferedImage right = Turned.of(PICTURE, Turn.LEFT);
    try (Subscription own = camera.subscribe();
        Frame frame = live(own)) {
      assertShows(frame, right, HEIGHT, WIDTH);
    }
    assertAllShow(camera, right);
    camera.replaceOptions(PATIENT);
    try (Subscription own = camera.subscribe()) {
      await(own, frame -> frame.width() == WIDTH);
    }
  }

  @Test
  void aSourceHandsOnWhatExifSaysOfAJpegThatItDecodesItself() throws Exception {
    byte[] jpeg = Jpegs.withApp1(Jpegs.of(PICTURE), Jpegs.exif(8, true));
    byte[] decoded = ((DataBufferByte) PICTURE.getRaster().getDataBuffer()).getData();
    FrameSource pixels =
        new RawPicturesSource(
            (rendition, slot) -> {
              slot.turnByExif(ByteBuffer.wrap(jpeg));
              slot.turnByExif(ByteBuffer.wrap(jpeg));
              slot.reservePixels(rendition.format(), WIDTH, HEIGHT).put(decoded);
            });
    Camera camera = add(pixels, Rotation.AUTO, Flip.NONE);
    try (Subscription own = camera.subscribe(Rendition.bgr24(0), 0);
        Frame frame = live(own)) {
      assertShows(frame, Turned.of(PICTURE, Turn.LEFT), HEIGHT, WIDTH);
    }
  }

  @Test
  void whatTurningTookIsFreeOnceNothingIsTurnedAnyMore() {
    byte[] jpeg = Jpegs.gray(4096, 2048);
    Camera camera = add(JpegSource.of(50, () -> jpeg), Rotation.HALF, Flip.NONE);
    try (Subscription own = camera.subscribe()) {
      await(own, frame -> frame.live() && frame.width() == 4096);
      long before = heap();
      camera.replaceOptions(PATIENT);
      Await.until("memory is freed", () -> heap() < before - 12_000_000);
    }
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void theSmallerStreamIsTakenWhereItsHeightIsWideEnough() throws Exception {
    byte[] large = Jpegs.of(PICTURE);
    byte[] small = Jpegs.of(Turned.corners(WIDTH / 2, HEIGHT / 2));
    FrameSource two =
        JpegSource.of("large", 50, () -> large)
            .withSubStream(JpegSource.of("small", 50, () -> small));
    Camera camera = add(two, Rotation.RIGHT, Flip.NONE);
    try (Subscription narrow = camera.subscribe(Rendition.jpeg(HEIGHT / 2, 0), 0)) {
      await(narrow, frame -> frame.width() == HEIGHT / 2 && frame.height() == WIDTH / 2);
      assertThat(camera.status().encoded()).as("the smaller stream as it is").isZero();
      try (Subscription wide = camera.subscribe(Rendition.jpeg(HEIGHT, 0), 0)) {
        await(wide, frame -> frame.width() == HEIGHT && frame.height() == WIDTH);
      }
    }
  }

  @Test
  void aCameraIsTurnedWhileItIsWatched() {
    byte[] jpeg = Jpegs.of(PICTURE);
    Camera camera = add(JpegSource.of(50, () -> jpeg), Rotation.NONE, Flip.NONE);
    try (Subscription own = camera.subscribe()) {
      await(own, frame -> frame.width() == WIDTH);
      camera.replaceOptions(options(Rotation.LEFT, Flip.NONE));
      await(own, frame -> frame.width() == HEIGHT);
      assertThat(camera.status().width()).isEqualTo(HEIGHT);
      assertThat(camera.status().connects()).isEqualTo(1);
    }
  }
}
