package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SourceException.Kind;
import java.io.InterruptedIOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Cameras that are closed, connected anew, and given other sources and options. */
class CameraChangesTest extends CameraFixture {
  private final ScriptedSource other = new ScriptedSource().describedAs("the other");

  private static Frame newest(Subscription viewer) {
    return viewer.frames().acquireNext(0);
  }

  @Test
  void anotherSourceTakesOverAndViewersStay() {
    Camera camera = add(PATIENT);
    source.rate(50);
    other.picture(Jpegs.color(96, 64)).rate(50);
    try (Subscription viewer = camera.subscribe()) {
      long before = await(viewer, Frame::live);
      camera.replace(other);
      long after = await(viewer, before, frame -> frame.live() && frame.width() == 96);
      assertThat(after).isGreaterThan(before);
      assertThat(source.openNow()).as("the old connection is closed").isZero();
      assertThat(camera.status().source()).isEqualTo("the other");
      assertThat(camera.status().viewers()).isEqualTo(1);
      assertThat(camera.state()).isEqualTo(CameraState.LIVE);
      assertThat(camera.status().reconnects()).as("nothing was lost").isZero();
    }
  }

  @Test
  void theOldConnectionEndsBeforeTheNewOneIsMade() {
    ScriptedSource one = source;
    Camera camera = add(PATIENT);
    one.rate(50);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      for (int i = 0; i < 10; i++) {
        int opened = one.opened.get();
        camera.reconnect();
        Await.until("it connects anew", () -> one.opened.get() > opened);
        assertThat(one.openNow()).isLessThanOrEqualTo(1);
      }
      long last = viewer.frames().sequence();
      await(viewer, last, Frame::live);
    }
  }

  @Test
  void aSourceThatHangsIsReplacedAllTheSame() {
    Camera camera = add(PATIENT);
    source.picture().hangHard();
    other.rate(50);
    try (Subscription viewer = camera.subscribe()) {
      long before = await(viewer, Frame::live);
      camera.replace(other);
      await(viewer, before, Frame::live);
      source.release();
    }
  }

  @Test
  void aCameraInBackoffIsTriedAtOnce() {
    Camera camera = add(PATIENT.toBuilder().backoffRefused(Duration.ofHours(1)).build());
    source.fail(Kind.UNAUTHORIZED, "the password is wrong").picture().rate(50);
    try (Subscription viewer = camera.subscribe()) {
      await(camera, CameraState.BACKOFF);
      camera.reconnect();
      await(viewer, Frame::live);
    }
  }

  @Test
  void whatIsReplacedWhileNobodyWatchesIsConnectedByTheNextViewer() {
    Camera camera = add(QUICK);
    camera.replace(other);
    camera.reconnect();
    assertThat(other.opened).hasValue(0);
    other.rate(50);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      assertThat(source.opened).hasValue(0);
    }
  }

  @Test
  void otherOptionsLeaveTheConnectionAlone() {
    Camera camera = add(PATIENT);
    source.rate(50);
    try (Subscription viewer = camera.subscribe()) {
      long seen = await(viewer, Frame::live);
      camera.replaceOptions(PATIENT.toBuilder().name("Front door").maxRenditions(2).build());
      assertThat(camera.name()).isEqualTo("Front door");
      assertThat(camera.options().maxRenditions()).isEqualTo(2);
      await(viewer, seen, Frame::live);
      assertThat(source.opened).hasValue(1);
    }
    camera.replaceOptions(QUICK);
    await(camera, CameraState.IDLE);
  }

  @Test
  void aCameraThatIsToBeAlwaysOnConnectsAndOneThatIsNotAnyMoreLetsGo() {
    Camera camera = add(QUICK);
    source.rate(50);
    camera.replaceOptions(QUICK.toBuilder().alwaysOn(true).build());
    await(camera, CameraState.LIVE);
    camera.replaceOptions(QUICK);
    await(camera, CameraState.IDLE);
  }

  @Test
  void aClosedCameraIsGoneAndItsIdIsFree() {
    Camera camera = add(QUICK);
    source.rate(50);
    Subscription viewer = camera.subscribe();
    await(viewer, Frame::live);
    camera.close();
    assertThat(camera.state()).isEqualTo(CameraState.CLOSED);
    assertThat(source.openNow()).isZero();
    assertThat(cameras.find("cam")).isNull();
    try (Frame slate = newest(viewer)) {
      assertThat(slate.live()).isFalse();
    }
    Camera again = cameras.add("cam", other, CameraOptions.DEFAULT);
    camera.close();
    assertThat(cameras.find("cam")).as("the old one's close is nothing to it").isSameAs(again);
    assertThatIllegalStateException().isThrownBy(camera::reconnect).withMessageContaining("cam");
    assertThatIllegalStateException().isThrownBy(() -> camera.replace(other));
    assertThatIllegalStateException().isThrownBy(() -> camera.replaceOptions(QUICK));
    viewer.close();
  }

  @Test
  void manyChangesAtATimeLeaveOneConnection() throws Exception {
    Camera camera = add(PATIENT);
    source.rate(100);
    other.rate(100);
    try (Subscription viewer = camera.subscribe()) {
      Thread[] threads = new Thread[4];
      for (int i = 0; i < threads.length; i++) {
        ScriptedSource next = i % 2 == 0 ? other : source;
        threads[i] =
            new Thread(
                () -> {
                  for (int n = 0; n < 20; n++) {
                    camera.replace(next);
                    camera.reconnect();
                  }
                });
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      camera.replace(other);
      Await.until("one connection", () -> other.openNow() == 1 && source.openNow() == 0);
      await(viewer, viewer.frames().sequence(), Frame::live);
    }
  }

  /** Takes its time to close. */
  private static final class SlowToClose implements FrameSource {
    private final AtomicInteger open;
    private final AtomicInteger most;

    SlowToClose(AtomicInteger open, AtomicInteger most) {
      this.open = open;
      this.most = most;
    }

    @Override
    public FrameSession open() {
      return new FrameSession() {
        private final CountDownLatch never = new CountDownLatch(1);
        private boolean opened;

        @Override
        public boolean advance() throws InterruptedIOException {
          if (!opened) {
            opened = true;
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
          }
          pause(5);
          return true;
        }

        private void pause(long millis) throws InterruptedIOException {
          try {
            boolean unused = never.await(millis, TimeUnit.MILLISECONDS);
          } catch (InterruptedException e) {
            throw new InterruptedIOException();
          }
        }

        @Override
        public void writeJpeg(Rendition rendition, FrameSlot slot) {
          byte[] jpeg = Jpegs.color(32, 32);
          slot.put(jpeg, 0, jpeg.length);
        }

        @Override
        public void close() {
          try {
            pause(150);
          } catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
          }
          if (opened) {
            opened = false;
            open.decrementAndGet();
          }
        }
      };
    }
  }

  @Test
  void thereAreNeverTwoConnectionsHoweverOftenTheSourceIsReplaced() {
    AtomicInteger open = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Camera camera = cameras.add("slow", new SlowToClose(open, most), PATIENT);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      for (int i = 0; i < 8; i++) {
        int number = i;
        long seen = viewer.frames().sequence();
        camera.replace(new SlowToClose(open, most));
        if (number % 3 == 0) {
          await(viewer, seen, Frame::live);
        }
      }
      await(viewer, viewer.frames().sequence(), Frame::live);
      assertThat(most).hasValue(1);
    }
  }

  @Test
  void aReplacedSourceIsLetGoOf() {
    Camera camera = add(PATIENT);
    source.rate(50);
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      List<WeakReference<FrameSource>> sources = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        FrameSource next = new ScriptedSource().rate(50);
        sources.add(new WeakReference<>(next));
        camera.replace(next);
        await(viewer, viewer.frames().sequence(), Frame::live);
      }
      camera.replace(other.rate(50));
      await(viewer, viewer.frames().sequence() + 1, Frame::live);
      Await.until(
          "all are gone",
          () -> {
            System.gc();
            return sources.stream().allMatch(each -> each.get() == null);
          });
    }
  }

  @Test
  void otherOptionsDoNotShortenTheWaitForACameraThatRefuses() {
    Camera camera = add(PATIENT.toBuilder().backoffRefused(Duration.ofHours(1)).build());
    source.fail(Kind.UNAUTHORIZED, "the password is wrong").rate(50);
    try (Subscription viewer = camera.subscribe()) {
      await(camera, CameraState.BACKOFF);
      for (int i = 0; i < 5; i++) {
        camera.replaceOptions(camera.options().toBuilder().name("name " + i).build());
      }
      assertThat(camera.status().retryMillis()).isGreaterThan(60_000);
      await(viewer, CameraFixture::isSlate);
      assertThat(source.opened).as("cameras lock accounts").hasValue(1);
    }
  }

  @Test
  void theOldSourcesRhythmIsNoExcuseForTheNewOne() {
    CameraOptions options =
        PATIENT.toBuilder().linger(Duration.ZERO).stallAfter(Duration.ofMillis(150)).build();
    Camera camera = add(options);
    source.rate(1);
    try (Subscription viewer = camera.subscribe()) {
      long first = await(viewer, Frame::live);
      long second = await(viewer, first, Frame::live);
      await(viewer, second, Frame::live);
    }
    await(camera, CameraState.IDLE);
    camera.replace(other.picture().hang());
    assertThat(camera.status().ageMillis()).as("nothing has come of it").isNegative();
    try (Subscription viewer = camera.subscribe()) {
      await(viewer, Frame::live);
      assertThat(Await.within(Duration.ofSeconds(2), () -> camera.state() == CameraState.STALLED))
          .as("stalled after 150 ms, and not after three seconds")
          .isTrue();
      other.release();
    }
  }

  @Test
  void largerPicturesAreShownAsSoonAsTheyAreAllowed() {
    Camera camera = add(PATIENT.toBuilder().maxPixels(1_000).build());
    source.picture(Jpegs.color(96, 64)).rate(50);
    try (Subscription viewer = camera.subscribe(Rendition.bgr24(0), 0)) {
      Await.until("they are refused", () -> camera.status().dropped() > 0);
      camera.replaceOptions(PATIENT);
      await(viewer, Frame::live);
      assertThat(source.opened).hasValue(1);
    }
  }
}
