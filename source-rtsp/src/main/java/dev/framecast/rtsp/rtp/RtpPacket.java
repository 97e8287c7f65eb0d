package dev.framecast.rtsp.rtp;

/** One RTP packet (RFC 3550, 5.1) in the buffer that it came in. Used again for the next one. */
public final class RtpPacket {
  private static final int HEADER = 12;
  private static final int PADDED = 0x20;
  private static final int EXTENDED = 0x10;

  private byte[] data = {};
  private int offset;
  private int length;
  private int sequence;
  private int timestamp;
  private boolean marked;
  private boolean malformed;
  private long arrived;

  /**
   * Reads a packet; it must stay where it is for as long as this is used.
   *
   * @param arrivedAt when it came
   * @return false if it is none
   */
  public boolean read(byte[] packet, int from, int size, long arrivedAt) {
    if (!RtpRepair.isRtp(packet, from, size)) {
      return false;
    }
    int first = packet[from];
    int header = HEADER + 4 * (first & 15);
    if ((first & EXTENDED) != 0) {
      header += 4;
      header += header > size ? 0 : 4 * number(packet, from + header - 2);
    }
    int padding = (first & PADDED) != 0 ? packet[from + size - 1] & 255 : 0;
    data = packet;
    offset = from + Math.min(header, size);
    length = Math.max(0, size - header - padding);
    malformed = size < header + padding;
    sequence = number(packet, from + 2);
    timestamp = (number(packet, from + 4) << 16) | number(packet, from + 6);
    marked = (packet[from + 1] & 128) != 0;
    arrived = arrivedAt;
    return true;
  }

  private static int number(byte[] data, int at) {
    return ((data[at] & 255) << 8) | (data[at + 1] & 255);
  }

  /** The same with bytes of its own. */
  void copyFrom(RtpPacket other) {
    if (data.length < other.length) {
      data = new byte[Math.max(2_048, other.length)];
    }
    System.arraycopy(other.data, other.offset, data, 0, other.length);
    offset = 0;
    length = other.length;
    sequence = other.sequence;
    timestamp = other.timestamp;
    marked = other.marked;
    malformed = other.malformed;
    arrived = other.arrived;
  }

  /** What the payload is in. */
  byte[] data() {
    return data;
  }

  /** Where the payload begins. */
  int offset() {
    return offset;
  }

  /** Bytes of the payload, maybe none. */
  int length() {
    return length;
  }

  int sequence() {
    return sequence;
  }

  int timestamp() {
    return timestamp;
  }

  /** Whether header and padding are longer than the packet, so that its payload is lost. */
  boolean isMalformed() {
    return malformed;
  }

  /** The marker bit, which the last packet of a picture shall have. */
  boolean isMarked() {
    return marked;
  }

  long arrived() {
    return arrived;
  }
}
