package dev.framecast.examples.soak;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Cameras and viewers come, go, stall, fail and die at random, for as long as one likes; at the end
 * everybody who stayed must see whole and fresh pictures, and nothing may have leaked. Started by
 * {@code .ci/soak}.
 */
public final class Soak {
  /**
   * Of a short run the beginning is a larger part, and with it what is compiled and loaded late.
   */
  private static final double SHORT_MINUTES = 20;

  private static final double FLAT = 0.03;
  private static final double FLAT_OF_SHORT = 0.10;

  private final SoakOptions options;
  private final PrintStream out;
  private final Path folder;
  private final Problems problems;

  private Soak(SoakOptions options, Path folder, PrintStream out) {
    this.options = options;
    this.folder = folder;
    this.out = out;
    this.problems = new Problems(out);
  }

  public static void main(String[] words) throws Exception {
    SoakOptions options;
    try {
      options = SoakOptions.parse(Arrays.asList(words), System.nanoTime() & 0xFFFFFF);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Path folder = Files.createDirectories(Path.of("target", "soak"));
    try {
      System.exit(new Soak(options, folder, System.out).run() ? 0 : 1);
    } catch (Exception | Error e) {
      e.printStackTrace();
      System.exit(1); // a server that has begun would keep the JVM alive
    }
  }

  /** Returns whether all was well. */
  private boolean run() throws Exception {
    out.println("seed " + options.seed() + ": .ci/soak " + options);
    LogWatch log = new LogWatch(problems, folder.resolve("warnings.log"));
    log.install();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> problems.add("thread " + thread.getName() + ": " + failure, failure));
    long sockets = Sample.sockets();
    Sample first;
    Sample last;
    List<Long> resident;
    long frames;
    long visits;
    long oldest;
    try (Crowd crowd = new Crowd(options, folder, problems);
        Recorder recorder = new Recorder(folder.resolve("samples.csv"), out, crowd::state)) {
      Census census = new Census(crowd, problems);
      long end = (long) (options.minutes() * 60);
      Census.rest(TimeUnit.SECONDS.toMillis(Math.max(40, end / 6)));
      first = census.takeSettled();
      out.println("after the warm-up: " + first);
      crowd.gate.resume();
      Census.rest(TimeUnit.SECONDS.toMillis(Math.max(10, end - recorder.seconds() - 30)));
      resident = recorder.resident();
      last = census.take(sample -> Growth.between(first, sample).isEmpty());
      out.println("at the end: " + last);
      frames = crowd.frames();
      visits = crowd.visits.get();
      oldest = census.oldestMillis();
    }
    List<String> grown = new ArrayList<>(Growth.between(first, last));
    grown.forEach(problems::add);
    checkResident(resident);
    checkNothingIsLeft(sockets);
    out.println();
    out.println("| run | `.ci/soak " + options + "` |");
    out.println("|---|---|");
    out.printf("| frames that were looked at, visits | %,d, %,d |%n", frames, visits);
    out.printf("| oldest live picture, at rest | %d ms |%n", oldest);
    Report.rows(first, last, resident).forEach(out::println);
    out.println("| warnings logged | " + log.warnings() + " |");
    out.println("| problems | " + problems.count() + " |");
    problems.all().forEach(problem -> out.println("PROBLEM " + problem));
    out.println(problems.count() == 0 ? "soak: all is well" : "soak: FAILED, see above");
    return problems.count() == 0;
  }

  private void checkResident(List<Long> resident) {
    double allowed = options.minutes() < SHORT_MINUTES ? FLAT_OF_SHORT : FLAT;
    double growth = Growth.ofSecondHalf(resident);
    if (growth > allowed) {
      problems.add(
          "resident memory grew by %s in the second half; may grow by %s"
              .formatted(Growth.percent(growth), Growth.percent(allowed)));
    }
  }

  /** When all is closed no thread of ours is there, and no socket. */
  private void checkNothingIsLeft(long sockets) throws InterruptedException {
    for (int i = 0; i < 30 && !(threads().isEmpty() && Sample.sockets() <= sockets); i++) {
      Census.rest(1_000);
    }
    if (!threads().isEmpty()) {
      problems.add("threads that outlived their cameras and servers: " + threads());
    }
    if (Sample.sockets() > sockets) {
      problems.add(
          "%d sockets when all was closed, %d at the beginning"
              .formatted(Sample.sockets(), sockets));
    }
    out.println("when all was closed: " + Census.collected());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("framecast-"))
        .toList();
  }
}
