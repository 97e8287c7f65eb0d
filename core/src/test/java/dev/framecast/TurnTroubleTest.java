package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Rotation;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.jpeg.Turned;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.image.JpegSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Turned and cut pictures of cameras that are down, that change, or that send nonsense. */
class TurnTroubleTest extends CameraFixture {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 160;
  private static final byte[] JPEG = Jpegs.of(Turned.corners(WIDTH, HEIGHT));
  private static final CameraOptions RIGHT = PATIENT.toBuilder().rotate(Rotation.RIGHT).build();
  private static final CameraOptions FAR_APART =
      PATIENT.toBuilder().backoff(Duration.ofMinutes(1), Duration.ofMinutes(1)).build();

  /** Notes what is asked of its sessions, which do what the script says. */
  private static final class NotedSource implements FrameSource {
    final List<Rendition> asked = new CopyOnWriteArrayList<>();
    private final ScriptedSource script;

    NotedSource(ScriptedSource script) {
      this.script = script;
    }

    @Override
    public FrameSession open() throws IOException {
      FrameSession session = script.open();
      return new FrameSession() {
        @Override
        public boolean advance() throws IOException {
          return session.advance();
        }

        @Override
        public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
          asked.add(rendition);
          session.writeJpeg(rendition, slot);
        }

        @Override
        public void cancel() {
          session.cancel();
        }

        @Override
        public void close() {
          session.close();
        }
      };
    }
  }

  private static CameraOptions crop(CameraOptions options, String part) {
    return options.toBuilder().crop(Crop.of(part)).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"crop", "rotate"})
  void whatIsNotToBeSeenAnyMoreIsNotSeenBehindASlateEither(String how) {
    Camera camera = add(FAR_APART);
    source.picture(JPEG).end();
    try (Subscription viewer = camera.subscribe()) {
      long last = await(viewer, slate -> !slate.live() && slate.width() == WIDTH);
      camera.replaceOptions(FAR_APART.toBuilder().name("yard").build());
      last = await(viewer, last, CameraFixture::isSlate);
      try (Frame slate = viewer.frames().acquireNext(last - 1)) {
        assertThat(slate.width()).as("another name").isEqualTo(WIDTH);
      }
      camera.replaceOptions(
          how.equals("crop")
              ? crop(FAR_APART, "50,0,50,100")
              : FAR_APART.toBuilder().rotate(Rotation.HALF).build());
      last = await(viewer, last, slate -> !slate.live() && slate.width() == 640);
      source.picture(JPEG).end();
      camera.reconnect();
      int width = how.equals("crop") ? WIDTH / 2 : WIDTH;
      await(viewer, last, slate -> !slate.live() && slate.width() == width);
    }
  }

  @Test
  void aSnapshotShowsNothingThatIsNotToBeSeenAnyMore() {
    Camera camera = add(FAR_APART);
    source.picture(JPEG).hang();
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      try (Frame frame =
          camera.snapshot(Rendition.SOURCE, Duration.ofMinutes(1), Duration.ofSeconds(5)).join()) {
        assertThat(frame.width()).isEqualTo(WIDTH);
      }
      camera.replaceOptions(crop(FAR_APART, "50,0,50,100"));
      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(
              () ->
                  camera
                      .snapshot(Rendition.SOURCE, Duration.ofMinutes(1), Duration.ofMillis(100))
                      .join());
    }
  }

  @Test
  void whoComesAfterItWasCutSeesNothingOfThePictureBefore() {
    Camera camera = add(FAR_APART);
    source.picture(JPEG).hang();
    try (Subscription first = camera.subscribe()) {
      await(first, Frame::live);
      camera.replaceOptions(crop(FAR_APART, "50,0,50,100"));
      try (Subscription second = camera.subscribe();
          Frame frame = second.next(Duration.ofMillis(300))) {
        assertThat(frame == null || !frame.live()).as("nothing live").isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    try (Subscription alone = camera.subscribe();
        Frame frame = alone.next(Duration.ofMillis(300))) {
      assertThat(frame == null || !frame.live()).as("nothing live").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"crop", "auto"})
  void theSizeIsThatOfTheNewOptionsBeforeThereIsAPictureByThem(String how) {
    CameraOptions before = how.equals("crop") ? crop(PATIENT, "0,0,50,50") : RIGHT;
    Camera camera = add(before);
    source.knows(SessionInfo.builder().codec("mjpeg").size(WIDTH, HEIGHT).build());
    source.picture(JPEG);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      boolean isCrop = how.equals("crop");
      assertThat(camera.status().width()).isEqualTo(isCrop ? WIDTH / 2 : HEIGHT);
      camera.replaceOptions(
          isCrop
              ? crop(PATIENT, "25,0,75,100")
              : PATIENT.toBuilder().rotate(Rotation.AUTO).build());
      assertThat(camera.status().width()).isEqualTo(isCrop ? WIDTH * 3 / 4 : WIDTH);
      assertThat(camera.status().height()).isEqualTo(HEIGHT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40_000, Integer.MAX_VALUE})
  void pixelsOfAnImpossibleSizeAreDroppedAndTheCameraGoesOn(int side) {
    FrameSource pixels =
        new RawPicturesSource(
            (rendition, slot) -> {
              RawPicturesSource.whole(rendition.format(), 64, 48, slot);
              slot.picture(side, side);
            });
    Camera camera =
        cameras.add("huge", pixels, RIGHT.toBuilder().maxPixels(Long.MAX_VALUE).build());
    try (Subscription viewer = camera.subscribe(Rendition.bgr24(0), 0)) {
      Await.until("some were dropped", () -> camera.status().dropped() > 3);
      assertThat(camera.status().failures()).isZero();
      assertThat(camera.status().lastError()).contains("a broken picture was dropped");
      assertThat(viewer.rendition().format().isRaw()).isTrue();
    }
  }

  @Test
  void aSmallerStreamOfAnotherShapeIsAsWideAsIsWantedOnceItIsTurned() {
    byte[] large = Jpegs.of(Turned.corners(640, 320));
    byte[] small = Jpegs.of(Turned.corners(160, 120));
    FrameSource two =
        JpegSource.of("large", 50, () -> large)
            .withSubStream(JpegSource.of("small", 50, () -> small));
    Camera plain = cameras.add("plain", two, PATIENT);
    try (Subscription own = plain.subscribe()) {
      await(own, frame -> frame.width() == 640); // so that the shape of the large one is known
    }
    Camera camera = cameras.add("turned", two, RIGHT);
    try (Subscription narrow = camera.subscribe(Rendition.jpeg(60, 0), 0);
        Subscription pixels = camera.subscribe(Rendition.bgr24(60), 0)) {
      await(narrow, frame -> frame.width() == 60 && frame.height() == 80);
      await(pixels, frame -> frame.width() == 60 && frame.height() == 80);
      assertThat(camera.status().width()).as("what it can give").isEqualTo(320);
    }
  }

  @Test
  void pixelsAreOfTheSamePartWhoeverWatchesAndEachPictureIsAskedForOnce() {
    NotedSource noted = new NotedSource(source);
    Camera camera = cameras.add("parts", noted, crop(PATIENT, "12.5,25,50,50"));
    try (Subscription pixels = camera.subscribe(Rendition.bgr24(0), 0)) {
      source.picture(JPEG);
      long first = await(pixels, frame -> frame.live() && frame.width() == WIDTH / 2);
      try (Subscription own = camera.subscribe()) {
        source.picture(JPEG);
        await(own, frame -> frame.live() && frame.width() > WIDTH / 2);
        await(
            pixels,
            first,
            frame -> {
              assertThat(frame.width()).isEqualTo(WIDTH / 2);
              assertThat(frame.height()).isEqualTo(HEIGHT / 2);
              return true;
            });
        assertThat(camera.status().decoded()).isEqualTo(2);
        assertThat(noted.asked).hasSize(2);
      }
    }
  }

  @Test
  void aPictureThatIsOfNoUseTellsNothingOfTheShapeOfOthers() {
    NotedSource noted = new NotedSource(source);
    Camera camera = cameras.add("shapes", noted, RIGHT);
    byte[] square = Jpegs.of(Turned.corners(96, 96));
    try (Subscription narrow = camera.subscribe(Rendition.jpeg(90, 0), 0)) {
      source.picture(Arrays.copyOf(square, square.length / 2));
      Await.until("dropped", () -> camera.status().dropped() == 1);
      source.picture(JPEG);
      await(narrow, frame -> frame.live());
      assertThat(noted.asked)
          .as("of a camera of an unknown shape, 16:9")
          .containsExactly(Rendition.jpeg(160, 0), Rendition.jpeg(160, 0));
    }
  }
}
