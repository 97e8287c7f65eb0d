package dev.framecast.examples.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Takes a sample every two seconds, into a file. Before each fifth, which is printed, garbage is
 * collected, and with it the direct memory of rings that nobody has any more: these samples count.
 */
final class Recorder implements AutoCloseable {
  private static final int COUNTED = 5;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(work -> Servers.daemon(work, "soak-recorder"));
  private final long began = System.nanoTime();
  private final PrintStream out;
  private final PrintWriter file;
  private final Supplier<String> state;
  private final List<Long> resident = new ArrayList<>();
  private int samples;

  Recorder(Path csv, PrintStream out, Supplier<String> state) throws IOException {
    this.out = out;
    this.state = state;
    this.file = new PrintWriter(Files.newBufferedWriter(csv));
    file.println("seconds," + Sample.HEADER);
    Future<?> unused = clock.scheduleAtFixedRate(this::sample, 2, 2, TimeUnit.SECONDS);
  }

  private void sample() {
    try {
      sample(++samples % COUNTED == 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void sample(boolean counted) throws InterruptedException {
    Sample sample = counted ? Census.collected(1) : Sample.take();
    synchronized (this) {
      if (counted) {
        resident.add(sample.resident());
      }
      file.println(seconds() + "," + sample.csv());
      file.flush();
    }
    String now = state.get();
    if (counted) {
      out.printf("%5d s  %s; %s%n", seconds(), now, sample);
    }
  }

  long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
  }

  /** Of the samples so far that count. */
  synchronized List<Long> resident() {
    return List.copyOf(resident);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    synchronized (this) {
      file.close();
    }
  }
}
