package dev.framecast.nats.publish;

import dev.framecast.frame.Rendition;
import dev.framecast.nats.wire.Wish;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What all readers of one camera want of it together. A reader that has not been heard for a while
 * wants nothing. Confined to one thread.
 */
final class Wishes {
  private static final long LIFE_NANOS = TimeUnit.MILLISECONDS.toNanos(Wish.LIFE_MILLIS);

  /** A stranger who is let in could else say that he is any number of readers. */
  private static final int MOST_READERS = 1_000;

  private record Heard(Wish wish, long at) {}

  private final Map<String, Heard> readers = new HashMap<>();

  /** Null when it is to be made anew: to do that with each wish would take all the time. */
  private @Nullable Map<Rendition, Double> union;

  /**
   * Takes a wish in.
   *
   * @return whether the reader wants video, and did not before or has lost something of it since
   */
  boolean add(Wish wish, long now) {
    if (wish.renditions().isEmpty()) {
      changed(readers.remove(wish.reader()) != null);
      return false;
    }
    if (readers.size() >= MOST_READERS && !readers.containsKey(wish.reader())) {
      return false;
    }
    Heard before = readers.put(wish.reader(), new Heard(wish, now));
    changed(before == null || !before.wish().renditions().equals(wish.renditions()));
    return wantsVideo(wish)
        && (before == null
            || !wantsVideo(before.wish())
            || before.wish().losses() != wish.losses());
  }

  private void changed(boolean isChanged) {
    if (isChanged) {
      union = null;
    }
  }

  private static boolean wantsVideo(Wish wish) {
    return wish.renditions().keySet().stream().anyMatch(Rendition::isVideo);
  }

  /** Nobody could be heard for a while: all are waited for anew. */
  void renew(long now) {
    readers.replaceAll((reader, heard) -> new Heard(heard.wish(), now));
  }

  /** Forgets all. */
  void clear() {
    readers.clear();
    union = null;
  }

  /** Each rendition that is wanted, and its rate; of video one, at the largest width. */
  Map<Rendition, Double> union(long now) {
    changed(readers.values().removeIf(heard -> now - heard.at() > LIFE_NANOS));
    Map<Rendition, Double> known = union;
    if (known == null) {
      known = union();
      union = known;
    }
    return known;
  }

  private Map<Rendition, Double> union() {
    Map<Rendition, Double> all = new LinkedHashMap<>();
    int videoWidth = -1;
    for (Heard heard : readers.values()) {
      for (Map.Entry<Rendition, Double> one : heard.wish().renditions().entrySet()) {
        Rendition rendition = one.getKey();
        if (rendition.isVideo()) {
          videoWidth = wider(videoWidth, rendition.width());
        } else if (all.size() < Wish.MOST || all.containsKey(rendition)) {
          all.merge(rendition, one.getValue(), Wish::more);
        }
      }
    }
    if (videoWidth >= 0) {
      all.put(Rendition.video(videoWidth), 0.0);
    }
    return Collections.unmodifiableMap(all);
  }

  /** 0 is all there is, -1 nothing. */
  private static int wider(int a, int b) {
    return a == 0 || b == 0 ? 0 : Math.max(a, b);
  }
}
