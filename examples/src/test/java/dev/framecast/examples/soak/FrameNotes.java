package dev.framecast.examples.soak;

import dev.framecast.jpeg.JpegCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/** What one viewer was sent: each frame whole, newer than the one before, and not old. */
final class FrameNotes {
  /** No live picture may be older when it arrives, on a machine that others use as well. */
  static final long OLDEST_MICROS = TimeUnit.SECONDS.toMicros(20);

  /** One in so many is decoded. */
  private static final int DECODED = 100;

  private final String viewer;
  private final List<String> cameras;
  private final boolean mayRepeat;
  private final Problems problems;
  private final JpegCheck check = new JpegCheck();
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, Long> heard = new HashMap<>();
  private final Set<String> live = ConcurrentHashMap.newKeySet();
  private volatile long frames;
  private volatile long lastNanos = System.nanoTime();
  private volatile long oldestMicros;
  private volatile boolean toldSilent;

  /**
   * @param mayRepeat whether the newest frame may come again, as the servlet sink sends it to see
   *     who is still there
   */
  FrameNotes(String viewer, List<String> cameras, boolean mayRepeat, Problems problems) {
    this.mayRepeat = mayRepeat;
    this.viewer = viewer;
    this.cameras = cameras;
    this.problems = problems;
  }

  /** Sequences begin anew. */
  void connected() {
    sequences.clear();
    cameras.forEach(id -> heard.put(id, System.nanoTime()));
  }

  void note(String camera, long sequence, boolean isLive, long capturedMicros, ByteBuffer jpeg) {
    lastNanos = System.nanoTime();
    toldSilent = false;
    heard.put(camera, lastNanos);
    Long before = sequences.put(camera, sequence);
    if (before != null && (mayRepeat ? before > sequence : before >= sequence)) {
      problem(camera, "frame " + sequence + " came after " + before);
    }
    if (!cameras.contains(camera)) {
      problem(camera, "was sent, and not asked for");
    }
    if (!check.inspect(jpeg)) {
      problem(camera, "frame " + sequence + ": " + check.problem());
    } else {
      long count = frames + 1; // this thread alone writes it
      frames = count;
      if (count % DECODED == 0) {
        decode(camera, sequence, jpeg);
      }
    }
    if (isLive) {
      long age = System.currentTimeMillis() * 1_000 - capturedMicros;
      oldestMicros = Math.max(oldestMicros, age);
      live.add(camera);
      if (age > OLDEST_MICROS) {
        problem(camera, "frame " + sequence + " was live, and " + age / 1_000 + " ms old");
      }
    }
  }

  private void decode(String camera, long sequence, ByteBuffer jpeg) {
    byte[] bytes = new byte[jpeg.remaining()];
    jpeg.duplicate().get(bytes);
    try {
      if (ImageIO.read(new ByteArrayInputStream(bytes)) == null) {
        problem(camera, "frame " + sequence + " is no image");
      }
    } catch (IOException | RuntimeException e) {
      problem(camera, "frame " + sequence + " does not decode: " + e);
    }
  }

  void problem(String camera, String what) {
    problems.add(viewer + ", camera " + camera + ": " + what);
  }

  /** Whether one of the cameras is not in this connection any more: it left, and may be back. */
  boolean misses() {
    long now = System.nanoTime();
    return heard.values().stream().anyMatch(at -> now - at > TimeUnit.SECONDS.toNanos(8));
  }

  /** Says so once if nothing has come for that long. */
  void tellSilence(long nanos) {
    long silent = System.nanoTime() - lastNanos;
    if (silent > nanos && !toldSilent) {
      toldSilent = true;
      problem(cameras.toString(), "nothing for " + TimeUnit.NANOSECONDS.toSeconds(silent) + " s");
    }
  }

  /** Begins to look whether all arrive. */
  void beginWindow() {
    live.clear();
    oldestMicros = 0;
  }

  /** Cameras of which no live frame has come since. */
  List<String> missing() {
    return cameras.stream().filter(id -> !live.contains(id)).toList();
  }

  long oldestMillis() {
    return oldestMicros / 1_000;
  }

  long frames() {
    return frames;
  }

  int cameras() {
    return cameras.size();
  }

  @Override
  public String toString() {
    return viewer;
  }
}
