package dev.framecast.capture;

import dev.framecast.CameraStatus.RenditionStatus;
import dev.framecast.Rendition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who watches a camera, and in which renditions. Under the camera's lock, save for what says
 * otherwise.
 */
final class Demand {
  private final Map<Rendition, RenditionFeed> feeds = new LinkedHashMap<>();

  /** Replaced as a whole whenever {@link #feeds} changes. */
  private volatile RenditionFeed[] array = {};

  private int viewers;
  private volatile long unwatchedSince = System.nanoTime();
  private volatile boolean watched;

  /** The feed of a rendition; the caller joins it. */
  RenditionFeed feed(Rendition rendition) {
    RenditionFeed feed = feeds.get(rendition);
    if (feed == null) {
      feed = new RenditionFeed(rendition);
      feeds.put(rendition, feed);
      array = feeds.values().toArray(RenditionFeed[]::new);
    }
    return feed;
  }

  /** Adds a viewer and returns the sequence to begin after. */
  long join(RenditionFeed feed, double maxFps) {
    viewers++;
    watched = true;
    return feed.join(maxFps);
  }

  void leave(RenditionFeed feed, double maxFps) {
    feed.leave(maxFps);
    if (--viewers == 0) {
      unwatchedSince = System.nanoTime();
      watched = false;
    }
  }

  /** Lets go of the renditions that nobody watches, and of the memory of their rings. */
  void forgetUnwatched() {
    feeds.values().removeIf(feed -> !feed.isWatched());
    array = feeds.values().toArray(RenditionFeed[]::new);
  }

  int viewers() {
    return viewers;
  }

  List<RenditionStatus> status() {
    return feeds.values().stream().map(RenditionFeed::status).toList();
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
  RenditionFeed[] feeds() {
    return array;
  }
}
