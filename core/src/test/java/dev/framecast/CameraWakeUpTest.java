package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraState;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Viewers' wake-ups are anybody's code. */
class CameraWakeUpTest extends CameraFixture {
  @Test
  void oneThatNeverReturnsHoldsUpNeitherPicturesNorSlatesNorOthers() {
    CountDownLatch never = new CountDownLatch(1);
    Camera camera = add(QUICK);
    source.picture();
    try (Subscription viewer = camera.subscribe();
        Subscription other = camera.subscribe()) {
      AtomicInteger calls = new AtomicInteger();
      viewer
          .frames()
          .onPublish(
              () -> {
                calls.incrementAndGet();
                try {
                  never.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      AtomicInteger heard = new AtomicInteger();
      other.frames().onPublish(heard::incrementAndGet);
      long live = await(viewer, Frame::live);
      long slate = await(other, live, CameraFixture::isSlate);
      source.rate(50);
      live = await(other, slate, Frame::live);
      await(other, live + 20, Frame::live);
      assertThat(calls).hasValue(1);
      assertThat(heard).hasValueGreaterThan(2);
    } finally {
      never.countDown();
    }
  }

  @Test
  void oneThatThrowsIsCalledAgainAndTakesNothingFromOthers() {
    Camera camera = add(PATIENT);
    source.rate(50);
    try (Subscription viewer = camera.subscribe()) {
      AtomicInteger calls = new AtomicInteger();
      viewer
          .frames()
          .onPublish(
              () -> {
                calls.incrementAndGet();
                throw new StackOverflowError("on purpose");
              });
      Await.until("it is called again", () -> calls.get() > 5);
      assertThat(camera.state()).isEqualTo(CameraState.LIVE);
    }
  }

  @Test
  void viewersOnlyRead() {
    Camera camera = add(PATIENT);
    source.rate(50);
    try (Subscription viewer = camera.subscribe()) {
      FrameBuffer frames = viewer.frames();
      assertThat(frames).isNotInstanceOf(FrameWriter.class);
      await(viewer, Frame::live);
    }
  }
}
