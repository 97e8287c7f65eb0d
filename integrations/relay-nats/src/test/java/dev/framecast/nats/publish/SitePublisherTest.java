package dev.framecast.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.camera.CameraGroup;
import dev.framecast.nats.publish.SharedCameras.Place;
import dev.framecast.nats.wire.Link;
import dev.framecast.nats.wire.Subjects;
import dev.framecast.source.image.TestPatternSource;
import io.nats.client.Options;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SitePublisherTest {
  /** Until the timer may go on. */
  private final CountDownLatch goesOn = new CountDownLatch(1);

  private final CountDownLatch isAsked = new CountDownLatch(1);

  private boolean waits() {
    isAsked.countDown();
    return Await.within(Await.LONG, () -> goesOn.getCount() == 0);
  }

  @Test
  @Timeout(30)
  void whoIsClosedWhileItsLinkIsBeingClosedEndsAllTheSame() throws Exception {
    try (Cameras cameras = new Cameras();
        Link link = new Link(new Options.Builder().server("nats://127.0.0.1:1"))) {
      cameras.add("door", TestPatternSource.of(160, 90, 1));
      CameraGroup slow = cameras.only(camera -> waits());
      SitePublisher publisher = SitePublisher.start(link, new Subjects("here"), slow);
      link.onTimer(() -> slow.all());
      isAsked.await();
      Thread closing = new Thread(link::close, "closing");
      closing.start();
      Await.until("it waits", () -> closing.getState() == Thread.State.TIMED_WAITING);
      publisher.close();
      goesOn.countDown();
      closing.join();
      assertThat(publisher.shared().place("door")).isEqualTo(Place.HERE);
    }
  }
}
