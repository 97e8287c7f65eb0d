package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.sink.Await;
import io.netty.buffer.ByteBufAllocator;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class NoLeaksTest {

  @Test
  void aForgottenBufferIsReported() {
    NoLeaks watch = new NoLeaks();
    Logger log = Logger.getLogger("io.netty.util.ResourceLeakDetector");
    log.addHandler(watch);
    // This leak is meant: it must not be found by those who search the log for others.
    log.setUseParentHandlers(false);
    try {
      forgetOne();
      Await.until(
          "a report",
          () -> {
            NoLeaks.collect();
            return !watch.reports().isEmpty();
          });
      assertThat(watch.reports()).anyMatch(report -> report.contains("LEAK"));
    } finally {
      log.setUseParentHandlers(true);
      log.removeHandler(watch);
    }
  }

  private static void forgetOne() {
    assertThat(ByteBufAllocator.DEFAULT.directBuffer(64).refCnt()).isOne();
  }
}
