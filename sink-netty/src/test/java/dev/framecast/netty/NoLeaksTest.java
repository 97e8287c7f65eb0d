package dev.framecast.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.sink.Await;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class NoLeaksTest {

  @Test
  void aForgottenBufferIsReported() {
    NoLeaks watch = new NoLeaks();
    Logger log = Logger.getLogger("io.netty.util.ResourceLeakDetector");
    log.addHandler(watch);
    // This leak is meant: neither those who search the log nor the others' watch may find it.
    log.setUseParentHandlers(false);
    List<Handler> others = Arrays.stream(log.getHandlers()).filter(one -> one != watch).toList();
    others.forEach(log::removeHandler);
    try {
      forgetOne();
      Await.until(
          "a report",
          () -> {
            NoLeaks.collect();
            return !watch.reports().isEmpty();
          });
      assertThatThrownBy(watch::failIfAny)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("LEAK");
      watch.failIfAny(); // told once, so that other test classes do not fail with this one
    } finally {
      log.setUseParentHandlers(true);
      log.removeHandler(watch);
      others.forEach(log::addHandler);
    }
  }

  @Test
  void allTestClassesAreWatched() {
    assertThat(Logger.getLogger("io.netty.util.ResourceLeakDetector").getHandlers())
        .hasAtLeastOneElementOfType(NoLeaks.class);
  }

  private static void forgetOne() {
    assertThat(ByteBufAllocator.DEFAULT.directBuffer(64).refCnt()).isOne();
  }
}
