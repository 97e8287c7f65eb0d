package dev.framecast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.CameraOfflineException;
import dev.framecast.frame.Frame;
import dev.framecast.ring.FrameRing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotAnswersTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "999, 1", "1000, 1", "1001, 2", "15000, 15"})
  void aCameraThatIsDownIsUnavailableForAWhile(long millis, String seconds) {
    CameraOfflineException offline =
        new CameraOfflineException("camera door is offline: x", Duration.ofMillis(millis));
    for (Throwable failure : new Throwable[] {offline, new CompletionException(offline)}) {
      HttpAnswer.Content answer = SnapshotAnswers.failed(failure);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.headers())
          .containsEntry("Retry-After", seconds)
          .containsEntry("Content-Type", "text/plain; charset=utf-8")
          .containsEntry("Cache-Control", "no-store");
      assertThat(CameraHttpTest.text(answer)).isEqualTo("camera door is offline: x\n");
    }
  }

  @Test
  void otherFailuresAreOursAndTellNothing() {
    HttpAnswer.Content answer = SnapshotAnswers.failed(new IOException("geheim"));
    assertThat(answer.status()).isEqualTo(500);
    assertThat(CameraHttpTest.text(answer)).doesNotContain("geheim");
    assertThat(answer.headers()).doesNotContainKey("Retry-After");
  }

  @Test
  void aSnapshotSaysWhenItWasTaken() {
    FrameRing ring = new FrameRing();
    ring.claim().capturedAt(System.nanoTime());
    ring.publish(1, 1, true);
    try (Frame frame = ring.acquireNext(0)) {
      assertThat(SnapshotAnswers.headers(frame))
          .containsEntry("Content-Type", "image/jpeg")
          .containsEntry("Cache-Control", "no-store")
          .containsEntry("X-Framecast-Sequence", "1");
      Instant taken = Instant.parse(SnapshotAnswers.headers(frame).get("X-Framecast-Captured"));
      assertThat(Duration.between(taken, Instant.now()).abs()).isLessThan(Duration.ofSeconds(20));
    }
  }
}
