package dev.framecast.rtsp.rtp;

import java.nio.ByteBuffer;

/**
 * One picture as it came: its NAL units behind start codes of four bytes, and what their headers
 * say. Used again for the next one. Confined to one thread.
 */
public final class AccessUnit {
  static final int MAX_BYTES = 16 << 20;
  private static final int FIRST_CAPACITY = 64 * 1024;
  private static final int START_CODE = 4;

  private ByteBuffer bytes = ByteBuffer.allocateDirect(FIRST_CAPACITY);
  private long ticks;
  private long arrived;
  private boolean damaged;
  private boolean lossBefore;
  private boolean picture;
  private boolean key;
  private int refreshAt;

  /** Nothing yet. */
  public AccessUnit() {}

  void clear() {
    bytes.clear();
    damaged = false;
    lossBefore = false;
    picture = false;
    key = false;
    refreshAt = 0;
  }

  /** Begins a NAL unit of that kind. */
  void begin(int kind) {
    picture |= (kind & NalKind.SLICE) != 0;
    key |= (kind & NalKind.KEY) != 0;
    if (reserve(START_CODE)) {
      if ((kind & NalKind.SEI) != 0 && refreshAt == 0) {
        refreshAt = bytes.position() + START_CODE;
      }
      bytes.put((byte) 0).put((byte) 0).put((byte) 0).put((byte) 1);
    }
  }

  void put(int value) {
    if (reserve(1)) {
      bytes.put((byte) value);
    }
  }

  void put(byte[] data, int offset, int length) {
    if (reserve(length)) {
      bytes.put(data, offset, length);
    }
  }

  private boolean reserve(int room) {
    long wanted = (long) bytes.position() + room;
    if (wanted > MAX_BYTES) {
      damaged = true;
      return false;
    }
    if (wanted > bytes.capacity()) {
      int capacity = (int) Math.min(MAX_BYTES, Math.max(2L * bytes.capacity(), wanted));
      bytes = ByteBuffer.allocateDirect(capacity).put(bytes.flip());
    }
    return true;
  }

  /** Takes over what was found by another look at the bytes. */
  void found(int kind) {
    picture |= (kind & NalKind.SLICE) != 0;
    key |= (kind & NalKind.KEY) != 0;
  }

  /** A part of it is missing. */
  void damage() {
    damaged = true;
  }

  /** Something is missing in front of it, and maybe its beginning. */
  void lossBefore() {
    lossBefore = true;
  }

  void stamp(long time) {
    ticks = time;
  }

  void arrivedAt(long nanos) {
    arrived = nanos;
  }

  /** All of it has come. */
  void complete() {
    key |= refreshAt > 0 && RecoveryPoint.isIn(bytes, refreshAt, bytes.position());
  }

  /** Whether there is nothing in it. */
  boolean isEmpty() {
    return bytes.position() == 0;
  }

  /** Bytes so far. */
  int length() {
    return bytes.position();
  }

  byte at(int index) {
    return bytes.get(index);
  }

  /** The bytes, from 0 to the limit, in a direct buffer; valid until the next unit. */
  public ByteBuffer bytes() {
    return bytes.duplicate().flip();
  }

  /** When it is shown, in ticks of the stream's clock since its first packet. */
  public long ticks() {
    return ticks;
  }

  /** When its last byte had come, on the scale of {@link System#nanoTime()}. */
  public long arrived() {
    return arrived;
  }

  /**
   * Whether a part of it is missing for certain, or was in front of it and may be its beginning, or
   * what it refers to. A key frame behind a gap is not, if it has its first slice.
   */
  public boolean isDamaged() {
    return damaged || (lossBefore && !key);
  }

  /**
   * Whether something is missing in front of it, be it a part of the picture before, or pictures:
   * then nothing from before it may be referred to, by it or by those behind it.
   */
  public boolean isBehindLoss() {
    return lossBefore;
  }

  /** Whether it has slices of a picture. */
  boolean hasPicture() {
    return picture;
  }

  /** Whether decoding can begin here: at a key frame, or with H.264 where a recovery begins. */
  public boolean isKey() {
    return key;
  }
}
