package dev.framecast.nats.read;

import dev.framecast.frame.Rendition;
import dev.framecast.nats.wire.FrameHeader;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a camera's frames and was not taken yet: the newest of each rendition of
 * pictures, and of video all that follow each other, from a key frame on. Written by the thread
 * that receives, taken from by the capture thread; the lock is held for moments.
 *
 * <p>If two nodes publish the camera, because they cannot hear each other, one is followed: that
 * whose name comes first, for as long as it is heard.
 */
final class ReceivedFrames {
  /** As the chain behind it: more is later than anybody wants to see it. */
  private static final int MOST_UNITS = 512;

  private static final long MOST_BYTES = 32L * 1024 * 1024;

  /**
   * For so long a node is waited for that has fallen silent while another one publishes. Longer
   * than from one answer to a wish to the next, as there may be fewer frames than those.
   */
  private static final long SILENT_NANOS = TimeUnit.MILLISECONDS.toNanos(1_200);

  /**
   * After 1.5 s without a picture the camera shows a slate, and behind that takes a key frame
   * alone, be it one that was seen before. Later than three times the usual interval, as there.
   */
  private static final long STILL_NANOS = TimeUnit.MILLISECONDS.toNanos(1_300);

  /** For so long a group that was asked for may be on its way. */
  private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A frame, and its bytes, which are nobody else's. */
  record Received(FrameHeader header, ByteBuffer bytes) {}

  private final Map<Rendition, FrameParts> parts = new HashMap<>();
  private final Map<Rendition, Received> pictures = new HashMap<>();
  private final Map<Rendition, FrameHeader> newest = new HashMap<>();
  private final Deque<Received> units = new ArrayDeque<>();
  private long unitBytes;

  /** The sequence of the video's last unit, 0 if there is none. */
  private long lastUnit;

  /** That of the same unit. */
  private int epoch;

  /** When that unit came. */
  private long unitAt;

  /** When it was captured, by its node's clock, in microseconds; 0 if there is none. */
  private long capturedAt;

  /** The longest time between two units lately. */
  private long intervalNanos;

  /** Whether what has come since cannot be understood without something that has not. */
  private boolean broken;

  /** Since when, or when that was said last. */
  private long brokenAt;

  private int losses;

  private @Nullable String node;
  private long heardAt;

  /**
   * Takes a message in.
   *
   * @param data kept
   * @return whether there is something to be taken
   */
  synchronized boolean add(Rendition rendition, FrameHeader header, byte[] data, long now) {
    if (header.format().isVideo() != rendition.isVideo() || !follows(header.node(), now)) {
      return false;
    }
    byte[] frame = parts.computeIfAbsent(rendition, any -> new FrameParts()).add(header, data);
    if (frame == null) {
      return false;
    }
    Received received = new Received(header, ByteBuffer.wrap(frame));
    return rendition.isVideo() ? addUnit(received, now) : addPicture(rendition, received);
  }

  private boolean follows(String from, long now) {
    String followed = node;
    if (!from.equals(followed)) {
      if (followed != null && followed.compareTo(from) < 0 && now - heardAt < SILENT_NANOS) {
        return false;
      }
      node = from;
      clear();
      losses += followed == null ? 0 : 1; // it may not know that what it has sent is missing here
    }
    heardAt = now;
    return true;
  }

  /** That node has answered a wish, so it is there, however rarely it has a frame. */
  synchronized void answered(String from, long now) {
    if (from.equals(node)) {
      heardAt = now;
    }
  }

  private void clear() {
    parts.clear();
    pictures.clear();
    newest.clear();
    forgetUnits();
    lastUnit = 0;
    capturedAt = 0;
    broken = false;
  }

  private void forgetUnits() {
    units.clear();
    unitBytes = 0;
  }

  private boolean addPicture(Rendition rendition, Received received) {
    FrameHeader header = received.header();
    FrameHeader before = newest.get(rendition);
    if (before != null
        && header.sequence() <= before.sequence()
        && !isAnew(header, before.epoch())) {
      return false;
    }
    newest.put(rendition, header);
    pictures.put(rendition, received);
    return true;
  }

  /**
   * Whether a lower sequence is that of another camera of the same id: that was removed at its node
   * and added again. Sequences of one camera rise through all its connections; the numbers of these
   * begin anywhere.
   */
  private static boolean isAnew(FrameHeader header, int epochBefore) {
    return header.epoch() != epochBefore;
  }

  private boolean addUnit(Received received, long now) {
    FrameHeader header = received.header();
    if (header.sequence() <= lastUnit && isAnew(header, epoch)) {
      lastUnit = 0;
      broken = false;
    }
    long interval = (header.captured() - capturedAt) * 1_000;
    boolean isStill =
        lastUnit != 0
            && now - unitAt > Math.max(STILL_NANOS, 3 * Math.max(interval, intervalNanos));
    boolean isNeeded = isStill && header.key() && header.again() != 0;
    if (header.sequence() <= lastUnit && !isNeeded) {
      return false; // sent again for another reader, or for what has come behind it
    }
    // What builds on the last unit closes a gap, when it is sent again.
    boolean follows = header.key() || (lastUnit != 0 && header.after() == lastUnit && !isStill);
    if (!follows) {
      lose(now);
      return false; // what is there already is whole
    }
    if (isFull(received)) {
      if (!header.key()) {
        lose(now);
        return false;
      }
      forgetUnits();
    }
    broken = false;
    intervalNanos = capturedAt == 0 ? 0 : Math.max(interval, intervalNanos - intervalNanos / 8);
    capturedAt = header.captured();
    unitAt = now;
    lastUnit = header.sequence();
    epoch = header.epoch();
    unitBytes += received.bytes().remaining();
    units.add(received);
    return true;
  }

  /**
   * What is lost is asked for at once, and each second; who has had nothing has asked by coming.
   */
  private void lose(long now) {
    boolean isSaid = broken ? now - brokenAt >= ASK_NANOS : lastUnit != 0;
    if (!broken || isSaid) {
      brokenAt = now;
    }
    broken = true;
    losses += isSaid ? 1 : 0;
  }

  /** How often something of the video was lost. */
  synchronized int losses() {
    return losses;
  }

  private boolean isFull(Received next) {
    return units.size() >= MOST_UNITS || unitBytes + next.bytes().remaining() > MOST_BYTES;
  }

  /** Takes the newest picture of each rendition that has a new one. */
  synchronized Map<Rendition, Received> takePictures() {
    Map<Rendition, Received> taken = Map.copyOf(pictures);
    pictures.clear();
    return taken;
  }

  /** Takes the next unit of video. */
  synchronized @Nullable Received takeUnit() {
    Received unit = units.poll();
    unitBytes -= unit == null ? 0 : unit.bytes().remaining();
    return unit;
  }
}
