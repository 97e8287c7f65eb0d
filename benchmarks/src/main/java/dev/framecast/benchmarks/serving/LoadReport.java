package dev.framecast.benchmarks.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a {@link LoadClient} counts, and its one line of JSON. */
final class LoadReport {
  final Tally gaps = new Tally();
  final Tally latencies = new Tally();
  private final long pid;
  private boolean measuring;
  private long begun;
  private long ended;
  private double cpuBefore;
  private double cpu;
  private long bytes;
  private long frames;
  private long slowFrames;
  private long bad;

  LoadReport(long pid) {
    this.pid = pid;
  }

  boolean isMeasuring() {
    return measuring;
  }

  void begin() {
    cpuBefore = cpuSeconds();
    begun = System.nanoTime();
    measuring = true;
  }

  void end() {
    ended = System.nanoTime();
    double now = cpuSeconds();
    // Also -1 if the process has ended meanwhile.
    cpu = cpuBefore < 0 || now < 0 ? -1 : now - cpuBefore;
    measuring = false;
  }

  void bytes(int count) {
    if (measuring) {
      bytes += count;
    }
  }

  void frame(boolean slow, boolean whole) {
    if (slow) {
      slowFrames++;
    } else {
      frames++;
    }
    if (!whole) {
      bad++;
    }
  }

  /** Processor time of the server so far; -1 if there is no such process. */
  private double cpuSeconds() {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(Duration::toMillis)
        .map(millis -> millis / 1e3)
        .orElse(-1.0);
  }

  /** The most memory that the server had; -1 if there is no such process, or it has ended. */
  private double peakMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }

  /** The names are those that the C client uses. */
  String json(List<LoadViewer> viewers, int failed) {
    double seconds = (ended - begun) / 1e9;
    double[] fps =
        viewers.stream()
            .filter(viewer -> !viewer.isSlow())
            .mapToDouble(viewer -> viewer.frames() / seconds)
            .sorted()
            .toArray();
    double[] none = {-1};
    double[] rates = fps.length == 0 ? none : fps;
    long alive = viewers.stream().filter(v -> v.isAlive() && !v.isSlow()).count();
    long[] statuses = new long[6];
    viewers.forEach(viewer -> statuses[Math.min(5, viewer.status() / 100)]++);
    StringBuilder json = new StringBuilder("{");
    count(json, "viewers", fps.length);
    count(json, "alive", alive);
    number(json, "seconds", "%.2f", seconds);
    count(json, "frames", frames);
    count(json, "bad", bad);
    number(json, "MBps", "%.1f", bytes / seconds / 1e6);
    number(json, "fpsMin", "%.2f", rates[0]);
    number(json, "fpsP50", "%.2f", rates[rates.length / 2]);
    number(json, "fpsMax", "%.2f", Arrays.stream(rates).max().orElse(-1));
    tally(json, "gapMs", gaps);
    tally(json, "latMs", latencies);
    count(json, "latN", latencies.count());
    number(json, "serverCpuS", "%.2f", cpu);
    number(json, "cpuUsPerFrame", "%.2f", frames == 0 || cpu < 0 ? -1 : cpu * 1e6 / frames);
    number(json, "cpuSPerGB", "%.3f", bytes == 0 || cpu < 0 ? -1 : cpu / (bytes / 1e9));
    number(json, "peakMB", "%.1f", peakMegabytes());
    count(json, "slowFrames", slowFrames);
    count(json, "connectErr", failed);
    count(json, "dead", viewers.stream().filter(viewer -> !viewer.isAlive()).count());
    count(json, "s2xx", statuses[2]);
    count(json, "s4xx", statuses[4]);
    count(json, "s5xx", statuses[5]);
    return json.append("\"client\":\"java\"}").toString();
  }

  private static void tally(StringBuilder json, String name, Tally tally) {
    number(json, name + "P50", "%.3f", tally.millis(0.5));
    number(json, name + "P99", "%.3f", tally.millis(0.99));
    number(json, name + "Max", "%.3f", tally.millis(1));
  }

  private static void count(StringBuilder json, String name, long value) {
    json.append('"').append(name).append("\":").append(value).append(',');
  }

  private static void number(StringBuilder json, String name, String format, double value) {
    json.append('"').append(name).append("\":");
    json.append(String.format(Locale.ROOT, format, value)).append(',');
  }
}
