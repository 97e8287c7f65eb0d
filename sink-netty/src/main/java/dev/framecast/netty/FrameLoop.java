package dev.framecast.netty;

import dev.framecast.netty.request.HttpDate;
import dev.framecast.stream.FanOut;
import dev.framecast.stream.PeriodicCheck;
import dev.framecast.stream.StreamOptions;
import io.netty.util.concurrent.EventExecutor;

/** What one event loop has to do with cameras. Confined to that loop. */
final class FrameLoop {
  private final EventExecutor executor;
  private final StreamOptions options;
  private final FanOut<FramePart> fanOut;
  private final PeriodicCheck<PeriodicCheck.Checked> checks;
  private final HttpDate date = new HttpDate();

  FrameLoop(EventExecutor executor, StreamOptions options) {
    this.executor = executor;
    this.options = options;
    this.fanOut = new FanOut<>(executor, FramePart.factory());
    this.checks = new PeriodicCheck<>(executor, options.silence());
  }

  EventExecutor executor() {
    return executor;
  }

  StreamOptions options() {
    return options;
  }

  FanOut<FramePart> fanOut() {
    return fanOut;
  }

  /** Whoever is being written to. */
  PeriodicCheck<PeriodicCheck.Checked> checks() {
    return checks;
  }

  /** For an answer that is sent now (RFC 9110, 6.6.1). */
  String date() {
    return date.now();
  }
}
