package dev.framecast.rtsp.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class InterruptTest {
  private static final long LONG = 60_000_000_000L;
  private static final long SHORT = 20_000_000L;

  private final AVIOInterruptCB asked = new AVIOInterruptCB();
  private final Interrupt interrupt = make();

  private static Interrupt make() {
    FFmpeg.load();
    return new Interrupt();
  }

  @Test
  void theFunctionInCIsFound() {
    assertThat(Loader.addressof("atoi")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"atoi", "no such function"})
  void whatIsCancelledStopsForGood(String function) {
    interrupt.attachTo(asked, Loader.addressof(function));
    interrupt.limit(LONG);
    assertThat(stops()).isFalse();
    interrupt.cancel();
    assertThat(stops()).isTrue();
    interrupt.limit(LONG);
    assertThat(stops()).isTrue();
    assertThat(interrupt.isTimedOut()).isFalse();
  }

  @Test
  void whatTakesTooLongStopsUntilTheNextBegins() {
    interrupt.attachTo(asked, Loader.addressof("atoi"));
    for (int i = 0; i < 3; i++) {
      interrupt.limit(SHORT);
      assertThat(interrupt.isTimedOut()).isFalse();
      await(interrupt::isTimedOut);
      assertThat(stops()).isTrue();
    }
    assertThat(interrupt.isCancelled()).isFalse();
  }

  @Test
  void theLimitCountsFromTheLastTime() {
    interrupt.attachTo(asked, Loader.addressof("atoi"));
    long nanos = 500_000_000L;
    long last = 0;
    for (int i = 0; i < 4; i++) {
      last = System.nanoTime();
      interrupt.limit(nanos);
      long until = last + nanos / 4;
      await(() -> System.nanoTime() - until > 0);
    }
    await(interrupt::isTimedOut);
    assertThat(System.nanoTime() - last).isGreaterThanOrEqualTo(nanos);
  }

  @Test
  void aFarewellAfterACancellationGoesOnForItsOwnTime() {
    interrupt.attachTo(asked, Loader.addressof("atoi"));
    interrupt.limit(LONG);
    interrupt.cancel();
    interrupt.limitOnly(1_000_000_000L);
    assertThat(stops()).isFalse();
    await(this::stops);
    assertThat(interrupt.isTimedOut()).isTrue();
  }

  @Test
  void whatIsCancelledStopsBehindAFarewellAsWell() {
    interrupt.attachTo(asked, Loader.addressof("atoi"));
    interrupt.limit(LONG);
    interrupt.cancel();
    interrupt.limitOnly(LONG);
    interrupt.limit(LONG);
    assertThat(stops()).isTrue();
  }

  @Test
  void noTimerIsLeftBehindOfALimitThatIsOver() {
    Interrupt mine = make();
    for (int i = 0; i < 100; i++) {
      mine.limit(LONG);
      mine.limitOnly(SHORT);
    }
    await(mine::isTimedOut);
    WeakReference<Interrupt> left = new WeakReference<>(mine);
    mine = null;
    await(
        () -> {
          System.gc();
          return left.refersTo(null);
        });
  }

  private boolean stops() {
    Pointer opaque = asked.opaque();
    return asked.callback().call(opaque) != 0;
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
