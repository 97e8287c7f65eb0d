package dev.framecast.benchmarks.strategy;

import dev.framecast.benchmarks.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A workshop that is measured: what each iteration begins and ends with. */
final class StrategyRun implements AutoCloseable {
  private static final double FPS = 30;

  private final Scores fast = new Scores();
  private final Workshop workshop;
  private final int cameras;
  private long takenBefore;
  private long cpuBefore;

  /**
   * @param cameras how many, at 30 fps each, with one viewer each who is as fast as memory
   * @param encodeMillis processor time of the encoder for a picture
   * @param slowMillis how long one further viewer of the first camera takes for a frame; 0: there
   *     is none
   */
  StrategyRun(Strategy strategy, int cameras, double encodeMillis, double slowMillis) {
    this.cameras = cameras;
    BusyEncoder encoder = new BusyEncoder(encodeMillis);
    workshop =
        new Workshop(
            strategy,
            IntStream.range(0, cameras)
                .mapToObj(
                    i ->
                        new Line(
                            new PacedCamera(FPS, (double) i / cameras),
                            encoder,
                            viewers(i == 0 ? slowMillis : 0)))
                .toList());
  }

  private List<Viewer> viewers(double slowMillis) {
    List<Viewer> viewers = new ArrayList<>();
    if (slowMillis > 0) {
      viewers.add(new Viewer(slowMillis, new Scores()));
    }
    viewers.add(new Viewer(0, fast));
    return viewers;
  }

  void begin() {
    fast.clear();
    takenBefore = workshop.taken();
    cpuBefore = workshop.cpuNanos();
  }

  /** Returns when a frame has reached one of the fast viewers. */
  void awaitFrame() throws InterruptedException {
    fast.await();
  }

  void end() {
    double taken = workshop.taken() - takenBefore;
    double seen = fast.count();
    Figures.tell("latency p50", fast.latencyMillis(0.5), "ms");
    Figures.tell("latency p99", fast.latencyMillis(0.99), "ms");
    Figures.tell("CPU a frame", (workshop.cpuNanos() - cpuBefore) / 1e6 / seen, "ms");
    Figures.tell("not seen", 100 * Math.max(0, taken - seen) / taken, "%");
    Figures.tell("fps a camera", FPS * Math.min(1, seen / taken), "fps");
  }

  int cameras() {
    return cameras;
  }

  @Override
  public void close() {
    workshop.close();
  }
}
