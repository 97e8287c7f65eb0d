package dev.framecast.rtsp.bitstream;

import java.nio.ByteBuffer;

/**
 * The NAL units of a packet one by one: parted by start codes as they come over RTP, or by their
 * lengths as MP4 and Matroska have them.
 */
final class NalUnits {
  private final int lengthBytes;
  private ByteBuffer data = ByteBuffer.allocate(0);
  private int from;
  private int to;

  /** By lengths of that many bytes; 0 stands for start codes. */
  NalUnits(int lengthBytes) {
    this.lengthBytes = lengthBytes;
  }

  void begin(ByteBuffer packet) {
    data = packet;
    from = 0;
    to = 0;
  }

  /** Goes on to the next unit that has at least one byte. */
  boolean next() {
    return lengthBytes == 0 ? nextByStartCode() : nextByLength();
  }

  private boolean nextByLength() {
    while (to + lengthBytes <= data.limit()) {
      int length = 0;
      for (int i = 0; i < lengthBytes; i++) {
        length = (length << 8) | (data.get(to + i) & 255);
      }
      from = to + lengthBytes;
      if (length < 0 || length > data.limit() - from) {
        return false;
      }
      to = from + length;
      if (length > 0) {
        return true;
      }
    }
    return false;
  }

  private boolean nextByStartCode() {
    from = afterStartCode(to);
    if (from >= data.limit()) {
      return false;
    }
    // Where it ends is looked for only by those who want more than its header.
    to = from;
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

  int header() {
    return data.get(from) & 255;
  }

  /** The byte after the header's first, or 0. */
  int secondHeader() {
    return from + 1 < data.limit() ? data.get(from + 1) & 255 : 0;
  }

  /** Gives the reader what follows the header. */
  void read(BitReader bits, int headerBytes) {
    // By start codes the end does not matter: nothing reads on behind the syntax that is there.
    int end = lengthBytes == 0 ? data.limit() : to;
    bits.load(data, Math.min(end, from + headerBytes), end);
  }
}
