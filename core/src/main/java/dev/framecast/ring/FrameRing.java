package dev.framecast.ring;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Registration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lock-free latest-frame ring: what cameras keep pictures in. Neither side ever waits for the
 * other, no byte is copied, and in steady state no memory is allocated for a frame's bytes (an
 * acquire makes one small handle).
 *
 * <p>A reader that holds a frame for long costs one slot: the ring grows by a slot when all others
 * are pinned, and every {@value #TRIM_EVERY} frames it lets go of slots that nobody needs any more.
 */
/*
 * The algorithm
 *
 * A slot is a buffer with one word of state, `pins`: how many readers hold it, or CLAIMED (-1) while
 * the writer has it. `latest` points to the newest published slot. The writer goes round the slots
 * and claims a free one; readers pin the latest.
 *
 *   writer   claim:    find a slot other than latest with CAS(pins, 0 -> CLAIMED)
 *            write the bytes, plainly
 *            publish:  (1) pins = 0        (2) latest = slot
 *   reader   acquire:  (3) s = latest      (4) CAS(s.pins, n -> n + 1) unless n is CLAIMED
 *                      (5) if latest != s: unpin, begin again
 *            close:    (6) pins -= 1
 *
 * Bytes are safe because claim and pin are read-modify-writes of the same word: of a claim 0 -> -1
 * and a pin 0 -> 1 one comes first, and the other fails. `latest` plays no part in that.
 *
 * Why each memory order:
 *   (1) release, (4) acquire: whoever pins sees the bytes that were written before. A pin on top of
 *       another reader's pin continues the release sequence begun in (1), because it is a
 *       read-modify-write.
 *   (6) release, claim acquire: the writer overwrites bytes only after every reader's reads of them.
 *   (2) release is enough for the bytes (see 1); it is volatile so that a frame is visible to all
 *       readers when publish returns, and before the wake-ups run.
 *   (3), (5) volatile. Between (1) and (2) a reader with an old view of `latest` can pin the slot
 *       that is about to become the latest, and then see the one before at its next acquire. (5)
 *       turns that away, so a reader never goes back in time: the slot was pinned, so it was not
 *       rewritten, and it was the latest at (5).
 *
 * Progress: the writer never loops on readers (each slot is tried once, then a new one is made).
 * A reader repeats only when a frame was published or another reader came or went in the meantime:
 * lock-free, and in practice once.
 */
public final class FrameRing implements CaptureBuffer {
  private static final int FIRST_SLOTS = 3;
  private static final int TRIM_EVERY = 512;

  /** Only the writer touches the list; readers reach slots through {@link #latest}. */
  private final List<RingSlot> slots = new ArrayList<>();

  private final WakeUps wakeUps = new WakeUps();

  private final FrameFormat format;

  private volatile @Nullable RingSlot latest;

  /** The sequence of {@link #latest}, set after it: who sees n here acquires n or newer. */
  private volatile long newest;

  private @Nullable RingSlot claimed;
  private long published;
  private int next;

  /** An empty ring of JPEGs. */
  public FrameRing() {
    this(FrameFormat.JPEG);
  }

  /**
   * An empty ring of frames of that format.
   *
   * @param format what all of its frames are
   */
  public FrameRing(FrameFormat format) {
    this.format = format;
    for (int i = 0; i < FIRST_SLOTS; i++) {
      slots.add(new RingSlot(format));
    }
  }

  @Override
  public FrameSlot claim() {
    if (claimed != null) {
      throw new IllegalStateException("a slot is claimed already: publish or abandon it first");
    }
    RingSlot slot = findFree();
    claimed = slot;
    slot.content.clear();
    return slot.content;
  }

  private RingSlot findFree() {
    RingSlot current = latest;
    for (int tried = 0; tried < slots.size(); tried++) {
      next = next + 1 < slots.size() ? next + 1 : 0;
      RingSlot slot = slots.get(next);
      if (slot != current && slot.tryClaim()) {
        return slot;
      }
    }
    RingSlot slot = new RingSlot(format);
    slot.tryClaim();
    slots.add(slot);
    return slot;
  }

  @Override
  public void publishSilently(long sequence, int width, int height, boolean live, int epoch) {
    RingSlot slot = claimed;
    if (slot == null) {
      throw new IllegalStateException("no slot is claimed");
    }
    claimed = null;
    slot.describe(sequence, width, height, live, epoch);
    slot.unclaim(); // (1)
    latest = slot; // (2)
    newest = sequence;
    if (++published % TRIM_EVERY == 0) {
      trim(slot);
    }
  }

  @Override
  public void wakeReaders() {
    wakeUps.run();
  }

  @Override
  public void abandon() {
    RingSlot slot = claimed;
    if (slot != null) {
      claimed = null;
      slot.unclaim();
    }
  }

  @Override
  public void forfeit() {
    RingSlot slot = claimed;
    if (slot != null) {
      claimed = null;
      slots.remove(slot); // and stays claimed, so that no reader with an old view can pin it
    }
  }

  /** Lets go of free slots beyond the spare ones. A pinned slot stays until its reader is done. */
  private void trim(RingSlot current) {
    int spare = FIRST_SLOTS - 1;
    for (int i = slots.size() - 1; i >= 0; i--) {
      RingSlot slot = slots.get(i);
      if (slot != current && slot.isFree() && --spare < 0 && slot.tryClaim()) {
        slots.remove(i);
      }
    }
  }

  /** The newest frame, if the reader has not seen it. */
  @Override
  public @Nullable Frame acquireNext(long seen) {
    RingSlot slot = newest <= seen ? null : pinLatest();
    return slot == null ? null : new PinnedFrame(slot);
  }

  private @Nullable RingSlot pinLatest() {
    while (true) {
      RingSlot slot = latest; // (3)
      if (slot == null || pinIfLatest(slot)) {
        return slot;
      }
    }
  }

  /** For a reader who saw that slot as the latest a moment ago. */
  boolean pinIfLatest(RingSlot slot) {
    if (!slot.tryPin()) { // (4)
      return false;
    }
    if (slot == latest) { // (5)
      return true;
    }
    slot.unpin();
    return false;
  }

  /** For tests, as is what a reader can do with it. */
  @Nullable RingSlot latest() {
    return latest;
  }

  @Override
  public long sequence() {
    return newest;
  }

  @Override
  public Registration onPublish(Runnable wakeUp) {
    return wakeUps.add(wakeUp);
  }

  /**
   * How many slots there are: three, and one for each frame that a slow reader holds. For tests and
   * statistics.
   */
  int slotCount() {
    return slots.size();
  }
}
