package dev.framecast.ring;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Registration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The lock-free chain of video: access units since the newest key frame, in their order. Who has
 * seen one is given the one after it, and who is new, or too late for that, begins at the newest
 * key frame; so nobody is ever given a unit without all that it builds on. Neither side waits for
 * the other.
 *
 * <p>A group of pictures (a key frame and all up to the next one) stays for half a second after the
 * next one has begun, so that readers a little behind see its end. A frame that is no video, as
 * slates are, begins a group of its own and ends those before it at once. A group of more than 16
 * MiB or ten seconds is not begun at any more, and only its last second is kept, for those who
 * follow it. A unit that builds on what is not there is left out, as if it had not been published:
 * before the first key frame, after a slate, after a change of {@linkplain Frame#epoch()
 * connections}, and after one for which there was no memory.
 *
 * <p>The writer's bytes are copied once, into direct memory that is used again and again; a reader
 * that holds a frame for long costs the block of memory that it lies in.
 */
/*
 * The algorithm
 *
 * Units are appended to blocks of memory. A block has one word of state, `pins`: how many readers
 * hold any of its units, or CLAIMED (-1), for good, when its memory is to be used again. The memory
 * then goes on in a new block, with a word of its own. Each unit is an immutable object. Readers
 * find it in the index, by its position, or as the newest key frame.
 *
 *   writer   publish:  append the bytes, plainly
 *                      (1) entry in the index = unit, newest unit = unit
 *                      (2) newest key = unit (or null), and after letting go: newest sequence
 *            let go:   (3) entry = null, of the oldest, which is never the newest key
 *                      (4) when a block's units have all gone: CAS(block.pins, 0 -> CLAIMED), now
 *                          or, while readers hold it, when memory is needed next
 *   reader   acquire:  (5) unit = newest key, or the entry after the one that was seen
 *                      (6) CAS(unit.block.pins, n -> n + 1); if it is CLAIMED begin again
 *            close:    (7) pins -= 1
 *
 * Bytes are safe because claim and pin are read-modify-writes of the same word: of a claim 0 -> -1
 * and a pin 0 -> 1 one comes first, and the other fails. A claim is never undone, so a reader with
 * an old view, however old, can only fail at (6), and need not look at the index again after it.
 *
 * Continuity is safe because a unit knows the sequence of the one before it. Whatever the search in
 * the index has come upon while the writer went on, it is given only if that is what the reader has
 * seen, or as a key frame that is newer; so readers only go forward.
 *
 * Why each memory order:
 *   (1) entries are set with release and read (5) with acquire: who finds a unit sees its bytes. The
 *       newest unit is volatile and read before the index is, which therefore is no older than it.
 *   (2) volatile, in this order: who hears of a sequence finds it or a newer key, when publish
 *       returns and before the wake-ups run.
 *   (3) release is enough: who finds the unit still can pin it, or learns at (6) that he cannot. He
 *       then looks again until he sees (3), or that there is a newer key.
 *   (6) acquire: the bytes are read after the pin.
 *   (7) release, (4) acquire: the writer overwrites bytes only after every reader's reads of them.
 *
 * Searching: entries go from the oldest on, so all that are gone (null, or another unit's by now)
 * are below all that are there, and sequences rise. A unit that stays while it is searched for is
 * found. Gaps in the sequences cost a few steps more.
 *
 * Progress: the writer never loops on readers. A reader repeats only when a block was claimed, or
 * another reader came or went, in the meantime: lock-free, and in practice once.
 */
public final class FrameChain implements CaptureBuffer {
  private final LongSupplier nanoTime;
  private final ChainIndex index = new ChainIndex();
  private final WakeUps wakeUps = new WakeUps();

  private volatile long newest;

  // All that follows is the writer's.

  private final ChainHistory history;

  /** What the session writes to: its size is not known before, nor whether it comes back. */
  private FrameSlot scratch = new FrameSlot();

  private @Nullable FrameSlot claimed;

  /** Whether the newest unit is video that the next one builds on, and of which connection. */
  private boolean intact;

  private int epoch;

  /** An empty chain. */
  public FrameChain() {
    this(ChainBounds.USUAL, System::nanoTime);
  }

  FrameChain(ChainBounds bounds, LongSupplier nanoTime) {
    this.history = new ChainHistory(index, bounds);
    this.nanoTime = nanoTime;
  }

  @Override
  public FrameSlot claim() {
    if (claimed != null) {
      throw new IllegalStateException("a slot is claimed already: publish or abandon it first");
    }
    scratch.clear();
    claimed = scratch;
    return scratch;
  }

  @Override
  public void publishSilently(long sequence, int width, int height, boolean live, int epoch) {
    FrameSlot slot = claimed;
    if (slot == null) {
      throw new IllegalStateException("no slot is claimed");
    }
    if (sequence <= newest) {
      throw new IllegalArgumentException(
          "sequence " + sequence + ": must be above the last one's, " + newest);
    }
    claimed = null;
    if (slot.isKey() || (intact && epoch == this.epoch)) {
      intact = false; // should there be no memory: the next one must not pass for the one after
      history.add(slot, sequence, width, height, live, epoch, nanoTime.getAsLong());
      intact = slot.video() != null;
      this.epoch = epoch;
      newest = sequence; // (2)
    }
  }

  @Override
  public void abandon() {
    claimed = null;
  }

  @Override
  public void forfeit() {
    if (claimed != null) {
      claimed = null;
      scratch = new FrameSlot();
    }
  }

  @Override
  public @Nullable Frame acquireNext(long seen) {
    while (newest > seen) {
      ChainUnit unit = index.next(seen); // (5)
      if (unit == null) {
        return null;
      }
      if (unit.block.tryPin()) { // (6)
        return new PinnedFrame(unit);
      }
    }
    return null;
  }

  @Override
  public long sequence() {
    return newest;
  }

  @Override
  public Registration onPublish(Runnable wakeUp) {
    return wakeUps.add(wakeUp);
  }

  @Override
  public void wakeReaders() {
    wakeUps.run();
  }

  /** Bytes of direct memory, but for the slot's that the session writes to. For tests. */
  long memoryBytes() {
    return history.memoryBytes();
  }

  /** For tests. */
  int unitCount() {
    return index.size();
  }
}
