package dev.framecast.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.CameraOptions;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackoffTest {
  private static final CameraOptions OPTIONS =
      CameraOptions.builder()
          .backoff(Duration.ofMillis(100), Duration.ofMillis(500))
          .backoffRefused(Duration.ofMillis(3_000))
          .build();
  private static final RandomGenerator LEAST = () -> 0L;
  private static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;
  private static final RandomGenerator MOST = () -> -1L;

  private static List<Long> waits(RandomGenerator random, Throwable failure, int count) {
    Backoff backoff = new Backoff(OPTIONS, random);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      waits.add(Math.round(backoff.next(failure) / 1e6));
    }
    return waits;
  }

  @ParameterizedTest
  @EnumSource(names = {"UNREACHABLE", "BUSY", "BROKEN", "ENDED"})
  void itDoublesUpToTheCap(Kind kind) {
    assertThat(waits(MIDDLE, new SourceException(kind, ""), 6))
        .containsExactly(100L, 200L, 400L, 500L, 500L, 500L);
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_VIDEO", "UNSUPPORTED"})
  void refusalsWaitLonger(Kind kind) {
    assertThat(waits(MIDDLE, new SourceException(kind, ""), 8))
        .containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_000L, 3_000L, 3_000L);
  }

  @Test
  void aCameraThatIsUnpluggedIsLookedForOften() {
    assertThat(waits(MIDDLE, new SourceException(Kind.UNPLUGGED, ""), 4))
        .containsExactly(100L, 200L, 200L, 200L);
  }

  @Test
  void aWrongPasswordIsNotTriedAgainSoon() {
    assertThat(waits(MIDDLE, new SourceException(Kind.UNAUTHORIZED, ""), 2))
        .containsExactly(3_000L, 3_000L);
  }

  @Test
  void otherExceptionsAreTakenForPassingAndErrorsAreNot() {
    assertThat(waits(MIDDLE, new IOException("x"), 5)).endsWith(500L);
    assertThat(waits(MIDDLE, new NullPointerException("x"), 5)).endsWith(500L);
    assertThat(waits(MIDDLE, new UnsatisfiedLinkError("x"), 7)).endsWith(3_000L);
  }

  @Test
  void itIsSpreadByAFifth() {
    IOException failure = new IOException("x");
    assertThat(waits(LEAST, failure, 2)).containsExactly(80L, 160L);
    assertThat(waits(MOST, failure, 2)).containsExactly(120L, 240L);
    assertThat(waits(new Random(1), failure, 50).stream().skip(3).distinct().count())
        .isGreaterThan(20);
  }

  @Test
  void aRefusalThatPassesIsForgotten() {
    Backoff backoff = new Backoff(OPTIONS, MIDDLE);
    for (int i = 0; i < 8; i++) {
      backoff.next(new SourceException(Kind.UNAUTHORIZED, ""));
    }
    assertThat(backoff.next(new SourceException(Kind.UNREACHABLE, ""))).isEqualTo(500_000_000L);
  }

  @Test
  void itStartsOverAfterAStableConnectionOnly() {
    Backoff backoff = new Backoff(OPTIONS, MIDDLE);
    IOException failure = new IOException("x");
    backoff.next(failure);
    backoff.next(failure);
    backoff.live(Duration.ofMillis(1_999).toNanos());
    assertThat(backoff.next(failure)).isEqualTo(400_000_000L);
    backoff.live(Duration.ofSeconds(2).toNanos());
    assertThat(backoff.next(failure)).isEqualTo(100_000_000L);
  }
}
