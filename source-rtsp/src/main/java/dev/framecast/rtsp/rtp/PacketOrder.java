package dev.framecast.rtsp.rtp;

import org.jspecify.annotations.Nullable;

/**
 * Brings packets into the order of their numbers, and tells where some are missing. Over UDP
 * packets overtake each other: what came too early is kept for a moment. Over TCP they do not, and
 * a number that does not follow is a loss. Confined to one thread.
 */
public final class PacketOrder {
  /** Without any that is missing. */
  public static final long NOTHING_KEPT = Long.MAX_VALUE;

  private static final int WINDOW = 64;
  private static final int MOST_KEPT = 32;
  private static final long WAIT_NANOS = 50_000_000L;

  private final boolean unordered;
  private final @Nullable RtpPacket[] kept = new RtpPacket[WINDOW];
  private final boolean[] present = new boolean[WINDOW];
  private int keptCount;
  private long missingSince;
  private @Nullable RtpPacket direct;

  /** Of another part of the stream; comes when those kept are gone. */
  private final RtpPacket far = new RtpPacket();

  private boolean hasFar;
  private boolean begun;
  private int next;
  private boolean lost;

  /**
   * Nothing has come yet.
   *
   * @param unordered whether packets may overtake each other
   */
  public PacketOrder(boolean unordered) {
    this.unordered = unordered;
  }

  /** Takes a packet as it came; {@link #poll} must have returned null before. */
  public void offer(RtpPacket packet) {
    int sequence = packet.sequence();
    if (!begun) {
      begun = true;
      next = sequence;
    }
    int step = (short) (sequence - next);
    if (!unordered) {
      direct = step == -1 ? null : packet; // else the same once more
    } else if (step == 0) {
      direct = packet;
    } else if (step > 0 && step < WINDOW) {
      keep(packet);
    } else if (step >= WINDOW || step < -WINDOW) {
      far.copyFrom(packet);
      hasFar = true;
    } // else it comes too late, or once more
  }

  private void keep(RtpPacket packet) {
    int at = packet.sequence() % WINDOW;
    if (present[at]) {
      return;
    }
    RtpPacket copy = kept[at];
    if (copy == null) {
      copy = new RtpPacket();
      kept[at] = copy;
    }
    copy.copyFrom(packet);
    present[at] = true;
    if (keptCount++ == 0) {
      missingSince = packet.arrived();
    }
  }

  /**
   * Goes on to the next packet, which is valid until the next {@link #offer}.
   *
   * @return null if it has not come yet
   */
  public @Nullable RtpPacket poll(long now) {
    RtpPacket packet = direct;
    if (packet != null) {
      direct = null;
      return take(packet);
    }
    if (keptCount == 0) {
      if (!hasFar) {
        return null;
      }
      hasFar = false;
      return take(far);
    }
    boolean waits = !hasFar && keptCount < MOST_KEPT && now - missingSince < WAIT_NANOS;
    for (int ahead = 0; ahead < WINDOW; ahead++) {
      int at = (next + ahead) % WINDOW;
      if (present[at]) {
        present[at] = false;
        keptCount--;
        missingSince = oldest();
        return take(kept[at]);
      }
      if (waits) {
        return null;
      }
    }
    throw new IllegalStateException("a packet was counted that is not there");
  }

  /** When the oldest of those kept came: what it waits for is missing at least since then. */
  private long oldest() {
    long oldest = Long.MAX_VALUE;
    for (int at = 0; at < WINDOW; at++) {
      RtpPacket packet = kept[at];
      if (present[at] && packet != null) {
        oldest = Math.min(oldest, packet.arrived());
      }
    }
    return oldest;
  }

  private @Nullable RtpPacket take(@Nullable RtpPacket packet) {
    if (packet != null) {
      lost = packet.sequence() != next;
      next = (packet.sequence() + 1) & 0xffff;
    }
    return packet;
  }

  /** Whether packets are missing in front of the one that was polled last. */
  public boolean hasLost() {
    return lost;
  }

  /** Until when a packet is waited for that was overtaken, or {@link #NOTHING_KEPT}. */
  public long waitsUntil() {
    return keptCount == 0 ? NOTHING_KEPT : missingSince + WAIT_NANOS;
  }
}
