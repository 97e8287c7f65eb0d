package dev.framecast.http;

import dev.framecast.camera.CameraOfflineException;
import dev.framecast.frame.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** How a snapshot's outcome is told in HTTP. */
final class SnapshotAnswers {
  private SnapshotAnswers() {}

  /** All headers of a snapshot but Content-Length and those of the rules, in order. */
  static Map<String, String> headers(Frame frame) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "image/jpeg");
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Framecast-Sequence", Long.toString(frame.sequence()));
    headers.put("X-Framecast-Captured", captured(frame).toString());
    return headers;
  }

  private static Instant captured(Frame frame) {
    long micros = frame.capturedMicros();
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }

  /** 503 with Retry-After for a camera that is offline, 500 for anything else. */
  static HttpAnswer.Content failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof CameraOfflineException offline) {
      long nanos = offline.retryAfter().toNanos();
      long seconds = Math.max(1, (nanos + 999_999_999) / TimeUnit.SECONDS.toNanos(1));
      return HttpAnswer.Content.text(503, String.valueOf(offline.getMessage()))
          .with("Retry-After", Long.toString(seconds));
    }
    return HttpAnswer.Content.text(500, "the snapshot could not be taken");
  }

  /** For a camera that was closed between its being found and its being asked. */
  static HttpAnswer.Content closed() {
    return failed(new CameraOfflineException("the camera is closed", Duration.ofSeconds(1)));
  }
}
