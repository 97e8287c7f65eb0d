package dev.framecast.capture;

import dev.framecast.camera.CameraStatus.RenditionStatus;
import dev.framecast.frame.Rendition;
import java.util.ArrayList;
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

  private int budget;
  private final Executor callbacks;
  private final Map<Rendition, RenditionBuffer> feeds = new LinkedHashMap<>();

  /** Replaced as a whole whenever {@link #feeds} changes; the camera's own rendition first. */
  private volatile RenditionBuffer[] array = {};

  private int viewers;
  private int substituted;
  private volatile long unwatchedSince = System.nanoTime();
  private volatile boolean watched;

  Demand(int budget, Executor callbacks) {
    this.budget = budget;
    this.callbacks = callbacks;
  }

  /** Another budget, for those who come from here on. */
  void budget(int renditions) {
    budget = renditions;
  }

  /**
   * The feed for a wish, which the caller joins: its own, or where the budget is spent the nearest
   * that is in use, or the camera's own. A raw one is always made: the app itself asks for it, no
   * stranger can, and another format would be of no use.
   *
   * @param sourceWidth pixels of the camera's own pictures, 0 while not known
   */
  RenditionBuffer feed(Rendition wanted, int sourceWidth, long now) {
    RenditionBuffer feed = feeds.get(wanted);
    if (feed != null) {
      return feed;
    }
    if (!wanted.equals(Rendition.SOURCE) && !makeRoom(now) && !wanted.format().isRaw()) {
      return feed(nearest(wanted, sourceWidth > 0 ? sourceWidth : GUESSED_WIDTH), sourceWidth, now);
    }
    feed = new RenditionBuffer(wanted, callbacks);
    feeds.put(wanted, feed);
    changed();
    return feed;
  }

  /** Whether another rendition may be made; lets go of one that nobody watches if need be. */
  private boolean makeRoom(long now) {
    List<RenditionBuffer> derived = new ArrayList<>(feeds.values());
    derived.removeIf(RenditionBuffer::isSource);
    if (derived.size() < budget) {
      return true;
    }
    RenditionBuffer oldest = null;
    for (RenditionBuffer feed : derived) {
      boolean older = oldest == null || feed.unwatchedFor(now) > oldest.unwatchedFor(now);
      oldest = !feed.isWatched() && older ? feed : oldest;
    }
    if (oldest == null) {
      return false;
    }
    feeds.remove(oldest.rendition);
    changed();
    return true;
  }

  /** Of the JPEGs in use and the camera's own, which is always to be had. */
  private Rendition nearest(Rendition wanted, int sourceWidth) {
    Stream<Rendition> inUse =
        feeds.values().stream()
            .filter(RenditionBuffer::isWatched)
            .map(feed -> feed.rendition)
            .filter(rendition -> !rendition.format().isRaw());
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
   */
  long join(RenditionBuffer feed, Rendition wanted, double maxFps) {
    viewers++;
    substituted += feed.rendition.equals(wanted) ? 0 : 1;
    watched = true;
    return feed.join(maxFps);
  }

  void leave(RenditionBuffer feed, Rendition wanted, double maxFps) {
    feed.leave(maxFps);
    substituted -= feed.rendition.equals(wanted) ? 0 : 1;
    if (--viewers == 0) {
      unwatchedSince = System.nanoTime();
      watched = false;
    }
  }

  /** Whether there is a rendition that nobody has watched for a while. Any thread. */
  boolean hasUnwatched(long now) {
    for (RenditionBuffer feed : array) {
      if (feed.unwatchedFor(now) > KEPT_NANOS) {
        return true;
      }
    }
    return false;
  }

  /** Lets go of the renditions that nobody has watched for a while, and of their memory. */
  void forgetUnwatched(long now) {
    if (feeds.values().removeIf(feed -> feed.unwatchedFor(now) > KEPT_NANOS)) {
      changed();
    }
  }

  /** Lets go of all renditions that nobody watches. */
  void forgetAllUnwatched() {
    feeds.values().removeIf(feed -> !feed.isWatched());
    changed();
  }

  private void changed() {
    List<RenditionBuffer> all = new ArrayList<>(feeds.values());
    all.sort(Comparator.comparing(feed -> !feed.isSource())); // stable
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
    return feeds.values().stream().map(feed -> feed.status(now)).toList();
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
  RenditionBuffer[] feeds() {
    return array;
  }
}
