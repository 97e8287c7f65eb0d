package dev.framecast.stream;

import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The viewers that a sink looks after. They are visited one after the other, may leave meanwhile,
 * and what goes wrong with one does not keep the others from being visited. A visit of all makes no
 * garbage. Confined to one thread; a visit must not begin another one.
 */
public final class VisitedSet<T> {
  private static final System.Logger LOG = System.getLogger(VisitedSet.class.getName());

  private final Set<T> members = new LinkedHashSet<>();

  /** Who is still to be visited, between nulls; used again each time. */
  private @Nullable Object[] round = {};

  /** An empty set. */
  public VisitedSet() {}

  /** Adds a member, to be visited from the next time on. */
  public void add(T member) {
    members.add(member);
  }

  /** Removes a member if it is there. */
  public void remove(T member) {
    members.remove(member);
    if (members.isEmpty()) {
      round = new Object[0];
    }
  }

  /** Whether there is nobody. */
  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** Visits all who are there now. */
  @SuppressWarnings("unchecked") // members only
  public void visit(Consumer<? super T> visitor) {
    // A copy, because those who are closed leave.
    @Nullable Object[] all = members.toArray(round);
    round = all;
    for (int i = 0; i < all.length; i++) {
      Object member = all[i];
      if (member == null) {
        return;
      }
      // Of a thousand viewers that leave, none is to stay in memory for the sake of one.
      all[i] = null;
      try {
        visitor.accept((T) member);
      } catch (RuntimeException | Error e) {
        LOG.log(Level.WARNING, "a viewer's connection failed", e);
      }
    }
  }
}
