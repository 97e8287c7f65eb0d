package dev.framecast.nats.wire;

import dev.framecast.nats.wire.Announcement.Listed;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes of a site there are, and which cameras each of them has, by what they say of
 * themselves. One that has said nothing for a while is gone. Confined to one thread.
 */
public final class Nodes {
  private static final long LIFE_NANOS = TimeUnit.MILLISECONDS.toNanos(Announcement.LIFE_MILLIS);

  /** Who may announce could else have this one run out of memory. */
  private static final int MOST_NODES = 1_000;

  /** By all nodes together: to look who has which takes time. */
  private static final int MOST_LISTED = 50_000;

  private static final Pattern NUMBERED = Pattern.compile("[0-9]{11}-");

  private static final class Known {
    private final Map<Integer, Map<String, Listed>> parts = new TreeMap<>();

    /** What a part has had: it may come with one that follows, and is there until the last one. */
    private final Map<String, Listed> moving = new HashMap<>();

    /** How many parts there are, by what was heard last. */
    private int count;

    private long heardAt;

    private int size() {
      return parts.values().stream().mapToInt(Map::size).sum() + moving.size();
    }

    /** Takes a part in, unless it would have more than that; returns whether anything changed. */
    private boolean heard(Announcement said, int most) {
      boolean changed = false;
      boolean isLast = said.part() == said.parts() - 1;
      count = isLast ? said.parts() : count;
      if (isLast || said.part() == 0) { // the last one before may have been lost
        changed = parts.keySet().removeIf(part -> part >= count) || !moving.isEmpty();
        moving.clear();
      }
      count = said.parts();
      Map<String, Listed> before = parts.getOrDefault(said.part(), Map.of());
      if (size() + said.cameras().size() - before.size() > most) {
        return changed;
      }
      parts.put(said.part(), said.cameras());
      if (!isLast) {
        moving.putAll(before);
        moving.keySet().removeAll(said.cameras().keySet());
      }
      return changed || !said.cameras().equals(before);
    }
  }

  private final Map<String, Known> nodes = new HashMap<>();
  private int listed;

  /** Takes in what was said; returns whether anything is other than before. */
  public boolean heard(Announcement said, long now) {
    if (said.leaves()) {
      return gone(nodes.remove(said.node()));
    }
    if (nodes.size() >= MOST_NODES && !nodes.containsKey(said.node())) {
      return false;
    }
    Known known = nodes.computeIfAbsent(said.node(), any -> new Known());
    known.heardAt = now;
    listed -= known.size();
    int most = Math.min(Announcement.MOST_CAMERAS, MOST_LISTED - listed);
    boolean changed = known.heard(said, most);
    listed += known.size();
    return changed;
  }

  private boolean gone(@Nullable Known known) {
    listed -= known == null ? 0 : known.size();
    return known != null;
  }

  /** Lets go of nodes that are gone; returns whether there were any. */
  public boolean forgetSilent(long now) {
    return nodes.values().removeIf(known -> now - known.heardAt > LIFE_NANOS && gone(known));
  }

  /** Nobody was listened to for a while: all that is known is old. */
  public void clear() {
    nodes.clear();
    listed = 0;
  }

  /** The highest number with which a name of one of them begins; 0 if there is none. */
  public long highest() {
    return nodes.keySet().stream()
        .filter(name -> NUMBERED.matcher(name).lookingAt())
        .mapToLong(name -> Long.parseLong(name.substring(0, name.indexOf('-'))))
        .max()
        .orElse(0);
  }

  /**
   * For each camera the node that is to publish it, and what that says of it: of those that have
   * it, the one whose own name comes first.
   */
  public Map<String, Owner> owners() {
    Map<String, Owner> owners = new TreeMap<>();
    nodes.forEach(
        (node, known) -> {
          BiConsumer<String, Listed> has =
              (id, listed) -> owners.merge(id, new Owner(node, listed), Nodes::first);
          known.parts.values().forEach(cameras -> cameras.forEach(has));
          known.moving.forEach(has);
        });
    return owners;
  }

  private static Owner first(Owner a, Owner b) {
    return a.node().compareTo(b.node()) <= 0 ? a : b;
  }

  /**
   * Who publishes a camera.
   *
   * @param node that node
   * @param listed what it says of the camera
   */
  public record Owner(String node, Listed listed) {}
}
