package dev.framecast.source.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.source.FrameSession;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A session's {@code advance()} on another thread, that does not return by itself. */
final class BlockedAdvance {
  private BlockedAdvance() {}

  /** Its result, or the exception that it ends with. */
  static CompletableFuture<Object> of(FrameSession session) {
    CompletableFuture<Object> end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return session.advance();
              } catch (IOException e) {
                return e;
              }
            });
    assertThatThrownBy(() -> end.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    return end;
  }
}
