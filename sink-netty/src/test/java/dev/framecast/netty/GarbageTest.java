package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.framecast.mjpeg.MjpegReader;
import dev.framecast.sink.Client;
import dev.framecast.sink.Pictures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class GarbageTest {
  private static final int VIEWERS = 2;

  /** Bytes a delivered frame. */
  private static final double BOUND = 200;

  private final byte[] jpeg = Pictures.small(64);

  @Test
  void aDeliveredFrameMakesLittleGarbage() throws IOException {
    try (Stage stage = new Stage(builder -> builder.eventLoops(1));
        Client one = stage.viewer();
        Client two = stage.viewer()) {
      stage.awaitViewers(2);
      stage.source.show(jpeg);
      List<MjpegReader> viewers = List.of(one.stream(), two.stream());
      show(stage, viewers, 500);
      int frames = 1_000;
      long before = allocatedByLoops();
      show(stage, viewers, frames);
      double each = (double) (allocatedByLoops() - before) / frames / VIEWERS;
      assertThat(each).as("bytes a delivered frame").isLessThan(BOUND);
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
