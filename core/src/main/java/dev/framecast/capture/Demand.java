package dev.framecast.capture;

import dev.framecast.camera.CameraStatus.RenditionStatus;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.Rendition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Who watches a camera, and in which renditions: its own, which is always to be had, and so many
 * others as the budget allows. Under the camera's lock, save for what says otherwise.
 */
final class Demand {
  /** A page that is resized, and a snapshot each second, find their rendition again. */
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Pixels across that a camera is taken for as long as nobody knows. */
  private static final int GUESSED_WIDTH = 1920;

  /** Of a camera that is kept connected for whoever comes: what {@code wanted()} says by itself. */
  private static final Map<Rendition, Double> NOTHING_YET = Map.of(Rendition.SOURCE, 0.0);

  private int budget;
  private final Executor callbacks;
  private final Map<Rendition, RenditionBuffer> buffers = new LinkedHashMap<>();

  /** Replaced as a whole whenever {@link #buffers} changes; the camera's own rendition first. */
  private volatile RenditionBuffer[] array = {};

  private int viewers;
  private int substituted;
  private volatile long unwatchedSince = System.nanoTime();
  private volatile boolean watched;

  /** Pixels across of the widest rendition that is watched, or was last; 0 for the camera's own. */
  private volatile int widest;

  /** Frames a second of the most demanding viewer there is, or was last; 0 for all. */
  private volatile double mostFps;

  /** What is watched, or was last, at how many frames a second; never empty. */
  private volatile Map<Rendition, Double> wanted = NOTHING_YET;

  private volatile boolean wantsVideo;
  private volatile boolean wantsPictures = true;

  Demand(int budget, Executor callbacks) {
    this.budget = budget;
    this.callbacks = callbacks;
  }

  /** Another budget, for those who come from here on. */
  void budget(int renditions) {
    budget = renditions;
  }

  /**
   * The buffer for a rendition, which the caller joins: its own, or where the budget is spent the
   * nearest that is in use, or the camera's own. A raw one is always made: the app itself asks for
   * it, no stranger can, and another format would be of no use. So is video, which costs nothing.
   *
   * @param sourceWidth pixels of the camera's own pictures, 0 while not known
   */
  RenditionBuffer buffer(Rendition wanted, int sourceWidth, long now) {
    if (wanted.isVideo() && !wanted.equals(Rendition.VIDEO)) {
      return buffer(Rendition.VIDEO, sourceWidth, now); // one for all widths
    }
    RenditionBuffer buffer = buffers.get(wanted);
    if (buffer != null) {
      return buffer;
    }
    boolean counts = wanted.format() == FrameFormat.JPEG && !wanted.equals(Rendition.SOURCE);
    if (counts && !makeRoom(now)) {
      return buffer(
          nearest(wanted, sourceWidth > 0 ? sourceWidth : GUESSED_WIDTH), sourceWidth, now);
    }
    buffer = new RenditionBuffer(wanted, callbacks);
    buffers.put(wanted, buffer);
    changed();
    return buffer;
  }

  /** Whether another rendition may be made; lets go of one that nobody watches if need be. */
  private boolean makeRoom(long now) {
    List<RenditionBuffer> derived = new ArrayList<>(buffers.values());
    derived.removeIf(buffer -> buffer.isSource() || buffer.rendition.isVideo());
    if (derived.size() < budget) {
      return true;
    }
    RenditionBuffer oldest = null;
    for (RenditionBuffer buffer : derived) {
      boolean older = oldest == null || buffer.unwatchedFor(now) > oldest.unwatchedFor(now);
      oldest = !buffer.isWatched() && older ? buffer : oldest;
    }
    if (oldest == null) {
      return false;
    }
    buffers.remove(oldest.rendition);
    changed();
    return true;
  }

  /** Of the JPEGs in use and the camera's own, which is always to be had. */
  private Rendition nearest(Rendition wanted, int sourceWidth) {
    Stream<Rendition> inUse =
        buffers.values().stream()
            .filter(RenditionBuffer::isWatched)
            .map(buffer -> buffer.rendition)
            .filter(rendition -> rendition.format() == FrameFormat.JPEG);
    return Stream.concat(Stream.of(Rendition.SOURCE), inUse)
        .min(Comparator.comparingDouble(there -> distance(there, wanted, sourceWidth)))
        .orElse(Rendition.SOURCE);
  }

  /** Halving the width is as far as doubling it; a quality counts only between equal widths. */
  private static double distance(Rendition a, Rendition b, int sourceWidth) {
    double widths = Math.abs(Math.log((double) pixels(a, sourceWidth) / pixels(b, sourceWidth)));
    return widths + Math.abs(a.encoderQuality() - b.encoderQuality()) / 1e4;
  }

  private static int pixels(Rendition rendition, int sourceWidth) {
    return rendition.width() == 0 ? sourceWidth : Math.min(rendition.width(), sourceWidth);
  }

  /**
   * Adds a viewer and returns the sequence to begin after.
   *
   * @param wanted what was asked for, which may be another rendition
   * @param newest the number of the camera's newest picture, -1 if it shows none
   */
  long join(RenditionBuffer buffer, Rendition wanted, double maxFps, long newest, long since) {
    viewers++;
    substituted += isSubstitute(buffer, wanted) ? 1 : 0;
    watched = true;
    long startAfter = buffer.join(wanted.width(), maxFps, newest, since);
    sumUp();
    return startAfter;
  }

  void leave(RenditionBuffer buffer, Rendition wanted, double maxFps) {
    buffer.leave(wanted.width(), maxFps);
    substituted -= isSubstitute(buffer, wanted) ? 1 : 0;
    if (--viewers == 0) {
      unwatchedSince = System.nanoTime();
      watched = false;
    } else {
      sumUp(); // not when the last one leaves: whoever comes next often wants the same
    }
  }

  private static boolean isSubstitute(RenditionBuffer buffer, Rendition wanted) {
    return !buffer.rendition.equals(wanted) && !buffer.rendition.isVideo();
  }

  private void sumUp() {
    int width = 1;
    double fps = Double.MIN_VALUE;
    boolean video = false;
    boolean pictures = false;
    Map<Rendition, Double> all = new LinkedHashMap<>();
    for (RenditionBuffer buffer : buffers.values()) {
      if (!buffer.isWatched()) {
        continue;
      }
      all.put(
          buffer.rendition.isVideo() ? Rendition.video(buffer.wantedWidth()) : buffer.rendition,
          buffer.wantedFps());
      if (buffer.rendition.isVideo()) {
        video = true;
        width = larger(width, buffer.wantedWidth());
      } else {
        pictures = true;
        width = larger(width, buffer.rendition.width());
        fps = larger(fps, buffer.wantedFps());
      }
    }
    widest = width;
    mostFps = fps;
    // Empty when video alone was watched, and has ended: pictures are wanted from here on.
    wanted = all.isEmpty() ? NOTHING_YET : Collections.unmodifiableMap(all);
    wantsVideo = video;
    wantsPictures = pictures || !video;
  }

  private static int larger(int a, int b) {
    return a == 0 || b == 0 ? 0 : Math.max(a, b);
  }

  private static double larger(double a, double b) {
    return a == 0 || b == 0 ? 0 : Math.max(a, b);
  }

  /** Each rendition that is watched, or was, and its frames a second, 0 for all. Any thread. */
  Map<Rendition, Double> wanted() {
    return wanted;
  }

  /** Whether the camera's own video is watched, or was when somebody last was there. Any thread. */
  boolean wantsVideo() {
    return wantsVideo;
  }

  /** Whether anything but that is watched, or was, or nothing ever was. Any thread. */
  boolean wantsPictures() {
    return wantsPictures;
  }

  /** Nobody is given that one any more. */
  void forget(RenditionBuffer buffer) {
    if (buffers.remove(buffer.rendition, buffer)) {
      changed();
      sumUp();
    }
  }

  /** Pixels across that the widest viewer wants, 0 for all there are. Any thread. */
  int widest() {
    return widest;
  }

  /** Frames a second that the most demanding viewer wants, 0 for all there are. Any thread. */
  double mostFps() {
    return mostFps;
  }

  /** Whether there is a rendition that nobody has watched for a while. Any thread. */
  boolean hasUnwatched(long now) {
    for (RenditionBuffer buffer : array) {
      if (buffer.unwatchedFor(now) > KEPT_NANOS) {
        return true;
      }
    }
    return false;
  }

  /** Lets go of the renditions that nobody has watched for a while, and of their memory. */
  void forgetUnwatched(long now) {
    if (buffers.values().removeIf(buffer -> buffer.unwatchedFor(now) > KEPT_NANOS)) {
      changed();
    }
  }

  /** Lets go of all renditions that nobody watches. */
  void forgetAllUnwatched() {
    buffers.values().removeIf(buffer -> !buffer.isWatched());
    changed();
  }

  private void changed() {
    List<RenditionBuffer> all = new ArrayList<>(buffers.values());
    all.sort(Comparator.comparing(buffer -> !buffer.isSource())); // stable
    array = all.toArray(RenditionBuffer[]::new);
  }

  int viewers() {
    return viewers;
  }

  /** Viewers who were given another rendition than they asked for. */
  int substituted() {
    return substituted;
  }

  List<RenditionStatus> status(long now) {
    return buffers.values().stream().map(buffer -> buffer.status(now)).toList();
  }

  /** Any thread. */
  boolean isWatched() {
    return watched;
  }

  /** Whether somebody watches, or did so no longer ago than that. Any thread. */
  boolean isWatchedOrWas(long lingerNanos) {
    return watched || System.nanoTime() - unwatchedSince < lingerNanos;
  }

  /** Any thread; not to be changed. */
  RenditionBuffer[] buffers() {
    return array;
  }
}
