package dev.framecast.examples.wall;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.examples.wall.CameraFile.Entry;
import dev.framecast.source.FrameSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps cameras as a file says. The file is read four times a second, which costs next to nothing
 * and, other than notices of the operating system, sees each change on each file system, however an
 * editor writes; a change is taken when it was read twice, so half of a file is not.
 *
 * <p>What is wrong with a changed file is told once, and the cameras stay as they were.
 */
final class CameraFileReloader implements AutoCloseable {
  private static final long PERIOD_MILLIS = 250;
  private static final int MAX_BYTES = 1 << 20;

  /** At the start, between two reads, and how many of them. */
  private static final long SETTLING_MILLIS = 100;

  private static final int MOST_READS = 20;

  /** Whoever writes a file longer than that ago has done so. */
  private static final long WRITTEN_MILLIS = 1_000;

  /** Lets whoever writes the file go on. */
  @FunctionalInterface
  interface Pause {
    void take() throws IOException, InterruptedException;
  }

  /** Adds a camera; another machine's may have its id. */
  @FunctionalInterface
  interface Adding {
    Camera add(String id, FrameSource source, CameraOptions options);
  }

  private final Path file;
  private final Cameras cameras;
  private final Set<String> taken;
  private final BiFunction<String, FrameSource, FrameSource> sources;
  private final Adding adding;
  private final Consumer<String> told;
  private final CountDownLatch closed = new CountDownLatch(1);

  // The thread's own, once it runs.
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private byte[] taking = new byte[0];
  private byte @Nullable [] candidate;
  private boolean unreadable;

  /**
   * Does nothing yet.
   *
   * @param taken ids that the file must not use
   * @param told is given what changed, and what is wrong with the file; a line each
   */
  CameraFileReloader(Path file, Cameras cameras, Set<String> taken, Consumer<String> told) {
    this(file, cameras, taken, (id, source) -> source, cameras::add, told);
  }

  /**
   * The same, with something around each camera's source.
   *
   * @param sources what a camera is to be added with, by its id and what the file says
   * @param adding adds it
   */
  CameraFileReloader(
      Path file,
      Cameras cameras,
      Set<String> taken,
      BiFunction<String, FrameSource, FrameSource> sources,
      Adding adding,
      Consumer<String> told) {
    this.file = file;
    this.cameras = cameras;
    this.taken = Set.copyOf(taken);
    this.sources = sources;
    this.adding = adding;
    this.told = told;
  }

  /**
   * Adds the file's cameras. One that was written just now is read until two reads are equal.
   *
   * @throws IOException when the file cannot be read, which may pass
   * @throws IllegalArgumentException when anything in it is wrong
   */
  void load() throws IOException, InterruptedException {
    load(() -> TimeUnit.MILLISECONDS.sleep(SETTLING_MILLIS));
  }

  /** The same, with another pause between two reads. */
  void load(Pause pause) throws IOException, InterruptedException {
    try {
      taking = settled(pause);
    } catch (IOException e) {
      throw new IOException("must be a file that can be read, of 1 MB at most", e);
    }
    CameraFile.parse(taking, taken).values().forEach(this::add);
  }

  private byte[] settled(Pause pause) throws IOException, InterruptedException {
    byte[] content = read();
    for (int reads = 1; isNew(); reads++) {
      if (reads == MOST_READS) {
        throw new IOException("changes all the time");
      }
      pause.take();
      byte[] before = content;
      content = read();
      if (Arrays.equals(content, before)) {
        break;
      }
    }
    return content;
  }

  private boolean isNew() throws IOException {
    long written = Files.getLastModifiedTime(file).toMillis();
    return System.currentTimeMillis() - written < WRITTEN_MILLIS;
  }

  /** From now on changes are followed, on a thread of its own. */
  void start() {
    Thread thread = new Thread(this::run, "wall-cameras");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads the file, and takes it if it has changed and is the same as the last time. */
  void look() {
    byte[] content;
    try {
      content = read();
    } catch (IOException e) {
      candidate = null;
      if (!unreadable) {
        unreadable = true;
        told.accept("the file cannot be read; the cameras stay as they are");
      }
      return;
    }
    unreadable = false;
    if (Arrays.equals(content, taking)) {
      candidate = null;
    } else if (Arrays.equals(content, candidate)) {
      candidate = null;
      taking = content;
      take(content);
    } else {
      candidate = content;
    }
  }

  private byte[] read() throws IOException {
    if (!Files.isRegularFile(file)) { // others might block for ever
      throw new IOException("no file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new IOException("too large");
      }
      return content;
    }
  }

  private void take(byte[] content) {
    Map<String, Entry> wanted;
    try {
      wanted = CameraFile.parse(content, taken);
    } catch (IllegalArgumentException | IllegalStateException e) {
      told.accept(e.getMessage() + "; the cameras stay as they are");
      return;
    }
    List<String> changes = apply(wanted);
    if (closed.getCount() > 0) {
      told.accept(changes.isEmpty() ? "nothing changed" : String.join(", ", changes));
    }
  }

  /** Touches only those that differ; returns what came of it, in words. */
  private List<String> apply(Map<String, Entry> wanted) {
    List<String> changes = new ArrayList<>();
    for (Entry old : List.copyOf(entries.values())) {
      if (!wanted.containsKey(old.id())) {
        change(changes, "removed " + old.id(), () -> remove(old));
      }
    }
    for (Entry entry : wanted.values()) {
      Entry old = entries.get(entry.id());
      if (old == null) {
        change(changes, "added " + entry.id(), () -> add(entry));
      } else if (!old.isSame(entry)) {
        change(changes, "changed " + entry.id(), () -> replace(old, entry));
      }
    }
    return changes;
  }

  /** One that fails does not keep the others from being made. */
  private static void change(List<String> changes, String what, Runnable action) {
    try {
      action.run();
      changes.add(what);
    } catch (RuntimeException e) { // such as a source that cannot describe itself
      changes.add("not " + what + ": " + e.getClass().getName());
    }
  }

  private void add(Entry entry) {
    Camera unused = adding.add(entry.id(), source(entry), entry.options());
    entries.put(entry.id(), entry);
  }

  private FrameSource source(Entry entry) {
    return sources.apply(entry.id(), entry.source());
  }

  private void remove(Entry entry) {
    cameras.remove(entry.id());
    entries.remove(entry.id());
  }

  /** Its viewers stay, and where only options differ its connection too. */
  private void replace(Entry old, Entry entry) {
    Camera camera = cameras.find(entry.id());
    if (camera == null) {
      add(entry);
      return;
    }
    if (old.hasSameSource(entry)) {
      camera.replaceOptions(entry.options());
    } else {
      camera.replace(source(entry), entry.options());
    }
    entries.put(entry.id(), entry);
  }

  /** Changes are not followed any more. Does not wait for one that is being made. */
  @Override
  public void close() {
    closed.countDown();
  }
}
