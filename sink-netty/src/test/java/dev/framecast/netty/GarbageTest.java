package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.framecast.mjpeg.MjpegReader;
import dev.framecast.sink.Client;
import dev.framecast.sink.Pictures;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GarbageTest {
  private static final int VIEWERS = 10;

  /** Bytes a delivered frame. */
  private static final double BOUND = 200;

  private final byte[] jpeg = Pictures.small(64);

  /** As an app has it; what finds leaks makes garbage of its own. */
  @BeforeEach
  void doNotLookForLeaks() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
  }

  @AfterEach
  void lookForLeaks() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @Test
  void aDeliveredFrameMakesLittleGarbage() throws IOException {
    List<Client> clients = new ArrayList<>();
    try (Stage stage = new Stage(builder -> builder.eventLoops(1))) {
      List<MjpegReader> viewers = new ArrayList<>();
      for (int i = 0; i < VIEWERS; i++) {
        clients.add(stage.viewer());
      }
      stage.awaitViewers(VIEWERS);
      stage.source.show(jpeg);
      for (Client client : clients) {
        viewers.add(client.stream());
      }
      show(stage, viewers, 500);
      int frames = 1_000;
      long before = allocatedByLoops();
      show(stage, viewers, frames);
      double each = (double) (allocatedByLoops() - before) / frames / VIEWERS;
      assertThat(each).as("bytes a delivered frame").isLessThan(BOUND);
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
  }

  private void show(Stage stage, List<MjpegReader> viewers, int frames) throws IOException {
    for (int i = 0; i < frames; i++) {
      stage.source.show(jpeg);
      for (MjpegReader viewer : viewers) {
        assertThat(viewer.next()).isTrue();
      }
    }
  }

  private static long allocatedByLoops() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long id : threads.getAllThreadIds()) {
      var info = threads.getThreadInfo(id);
      if (info != null && info.getThreadName().startsWith("framecast-http")) {
        sum += threads.getThreadAllocatedBytes(id);
      }
    }
    return sum;
  }
}
