package dev.framecast.internal;

import java.nio.ByteBuffer;

/**
 * The NAL units of a packet one by one: parted by start codes as they come over RTP, or by their
 * lengths as MP4 and Matroska have them.
 */
public final class NalUnits {
  private final int lengthBytes;
  private ByteBuffer data = ByteBuffer.allocate(0);
  private int from;
  private int to;
  private boolean endIsKnown;
  private boolean cut;

  /** By lengths of that many bytes, 4 at most; 0 stands for start codes. */
  public NalUnits(int lengthBytes) {
    this.lengthBytes = lengthBytes;
  }

  /** Begins with what is in the buffer from 0 to its limit. */
  public void begin(ByteBuffer packet) {
    begin(packet, 0);
  }

  /** Begins with what is in the buffer from there to its limit. */
  public void begin(ByteBuffer packet, int start) {
    data = packet;
    from = start;
    to = start;
    cut = false;
  }

  /** Goes on to the next unit that has at least one byte. */
  public boolean next() {
    return lengthBytes == 0 ? nextByStartCode() : nextByLength();
  }

  /** Whether the packet ended inside of a unit, which only lengths tell; after the last one. */
  public boolean isCut() {
    return cut;
  }

  private boolean nextByLength() {
    endIsKnown = true;
    while (to + lengthBytes <= data.limit()) {
      int length = 0;
      for (int i = 0; i < lengthBytes; i++) {
        length = (length << 8) | (data.get(to + i) & 255);
      }
      from = to + lengthBytes;
      if (length < 0 || length > data.limit() - from) {
        cut = true;
        return false;
      }
      to = from + length;
      if (length > 0) {
        return true;
      }
    }
    cut = to < data.limit();
    return false;
  }

  private boolean nextByStartCode() {
    from = afterStartCode(to);
    if (from >= data.limit()) {
      return false;
    }
    // Where it ends is looked for only by those who want more than its header.
    to = from;
    endIsKnown = false;
    return true;
  }

  private int afterStartCode(int start) {
    int last = data.limit() - 1;
    int at = start + 2;
    while (at <= last) {
      int here = data.get(at);
      if (here > 1 || here < 0) {
        at += 3;
      } else if (here == 1 && data.get(at - 1) == 0 && data.get(at - 2) == 0) {
        return at + 1;
      } else {
        at++;
      }
    }
    return data.limit();
  }

  /** The first byte. */
  public int header() {
    return data.get(from) & 255;
  }

  /** The byte after the header's first, or 0. */
  public int secondHeader() {
    return from + 1 < data.limit() ? data.get(from + 1) & 255 : 0;
  }

  /** Where the unit begins in the buffer. */
  public int start() {
    return from;
  }

  /** Where the unit ends in the buffer, without zeros that belong to no unit. */
  public int end() {
    if (!endIsKnown) {
      endIsKnown = true;
      int next = afterStartCode(from);
      boolean behindCode =
          next - 3 >= from
              && data.get(next - 1) == 1
              && data.get(next - 2) == 0
              && data.get(next - 3) == 0;
      to = behindCode ? next - 3 : next;
      while (to > from && data.get(to - 1) == 0) {
        to--;
      }
    }
    return to;
  }

  /** Gives the reader what follows the header. */
  public void read(BitReader bits, int headerBytes) {
    // By start codes the end does not matter: nothing reads on behind the syntax that is there.
    int end = lengthBytes == 0 ? data.limit() : to;
    bits.load(data, Math.min(end, from + headerBytes), end);
  }
}
