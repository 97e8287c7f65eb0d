package dev.framecast.benchmarks.strategy;

import dev.framecast.benchmarks.Figures;
import java.util.ArrayList;
import java.util.List;

/** A workshop that is measured: what each iteration begins and ends with. */
final class StrategyRun implements AutoCloseable {
  static final double FPS = 30;

  private final Scores fast = new Scores();
  private final Workshop workshop;

  /** Those whose frames count. */
  private final List<Line> counted;

  private long begun;
  private long takenBefore;
  private long cpuBefore;

  /**
   * @param cameras how many, at 30 fps each, with one viewer each who is as fast as memory
   * @param encodeMillis processor time of the encoder for a picture
   * @param slowMillis how long one further viewer of the first camera takes for a frame; 0: there
   *     is none
   * @param firstFps pictures a second of the first camera; if that is another rate than the others
   *     have, it is in the way of these and is not counted itself
   */
  StrategyRun(
      Strategy strategy, int cameras, double encodeMillis, double slowMillis, double firstFps) {
    BusyEncoder encoder = new BusyEncoder(encodeMillis);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < cameras; i++) {
      boolean odd = i == 0 && firstFps != FPS;
      List<Viewer> viewers = new ArrayList<>();
      if (i == 0 && slowMillis > 0) {
        viewers.add(new Viewer(slowMillis, new Scores()));
      }
      viewers.add(new Viewer(0, odd ? new Scores() : fast));
      PacedCamera camera = new PacedCamera(i == 0 ? firstFps : FPS, (double) i / cameras);
      lines.add(new Line(camera, encoder, viewers));
    }
    counted = firstFps == FPS ? lines : lines.subList(1, cameras);
    workshop = new Workshop(strategy, lines);
  }

  void begin() {
    fast.clear();
    begun = System.nanoTime();
    takenBefore = taken();
    cpuBefore = workshop.cpuNanos();
  }

  /** Returns when a frame has reached one of the fast viewers. */
  void awaitFrame() throws InterruptedException {
    fast.await();
  }

  void end() {
    double[] latencies = fast.millis();
    double seconds = (System.nanoTime() - begun) / 1e9;
    double taken = taken() - takenBefore;
    double seen = latencies.length;
    Figures.tellPercentile("latency p50", latencies, 50, "ms");
    Figures.tellPercentile("latency p99", latencies, 99, "ms");
    Figures.tellRatio("CPU a frame", (workshop.cpuNanos() - cpuBefore) / 1e6, seen, "ms");
    Figures.tellRatio("not seen", 100 * (taken - seen), taken, "%");
    Figures.tellRatio("fps a camera", seen, seconds * counted.size(), "fps");
  }

  /** Pictures that the cameras took so far. */
  private long taken() {
    return counted.stream().mapToLong(line -> line.camera().count()).sum();
  }

  @Override
  public void close() {
    workshop.close();
  }
}
