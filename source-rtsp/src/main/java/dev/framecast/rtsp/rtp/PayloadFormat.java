package dev.framecast.rtsp.rtp;

/**
 * How NAL units are put into RTP packets: alone, several in one packet, or in fragments, which
 * H.264 and H.265 do in the same way with other numbers. Confined to one thread.
 */
abstract class PayloadFormat {
  /** The beginning of a packet, as far as it tells where pictures begin. */
  enum Start {
    /** A picture's first slice. */
    PICTURE,
    /** Another slice, or the rest of one. */
    WITHIN,
    /** No slice: parameter sets and the like, which may stand between slices as well. */
    OTHER
  }

  private static final int NONE = -1;
  private static final int FIRST_FRAGMENT = 0x80;
  private static final int LAST_FRAGMENT = 0x40;

  private final int headerBytes;
  private final int shortest;
  private final int several;
  private final int fragments;
  private final int mostType;

  /** The type of the NAL unit whose fragments are coming. */
  private int fragment = NONE;

  /** Whether the camera marks last fragments. Some never do. */
  private boolean marksEnds;

  /**
   * @param headerBytes of a NAL unit
   * @param shortest bytes that a NAL unit has at least
   * @param several the type of packets with several NAL units; those below are NAL units alone
   * @param fragments the type of packets with a fragment of one
   * @param mostType the highest type that there can be, which is a mask as well
   */
  PayloadFormat(int headerBytes, int shortest, int several, int fragments, int mostType) {
    this.headerBytes = headerBytes;
    this.shortest = shortest;
    this.several = several;
    this.fragments = fragments;
    this.mostType = mostType;
  }

  /** The {@link NalKind} of a NAL unit with that first byte. */
  abstract int kind(int header);

  /** The type in that first byte. */
  abstract int type(int header);

  /** That first byte with another type. */
  abstract int withType(int header, int type);

  /**
   * Appends what the packet has in it; damages the unit where a part of that is missing.
   *
   * @param lost whether packets are missing in front of this one
   */
  final void take(RtpPacket packet, boolean lost, AccessUnit unit) {
    fragment = lost || unit.isEmpty() ? NONE : fragment;
    byte[] data = packet.data();
    int at = packet.offset();
    int length = packet.length();
    int type = type(data[at]);
    if (type == fragments) {
      takeFragment(data, at, length, unit);
      return;
    }
    leaveFragment(unit);
    if (length < shortest || type > several) {
      unit.damage();
    } else if (type == several) {
      takeAll(data, at + headerBytes, at + length, unit);
    } else {
      unit.begin(kind(data[at]));
      unit.put(data, at, length);
    }
  }

  private void takeAll(byte[] data, int from, int end, AccessUnit unit) {
    int at = from;
    while (at + 2 < end) {
      int size = ((data[at] & 255) << 8) | (data[at + 1] & 255);
      at += 2;
      if (size > end - at) {
        unit.damage();
        return;
      }
      if (size >= shortest) {
        unit.begin(kind(data[at]));
        unit.put(data, at, size);
      }
      at += size;
    }
  }

  private void takeFragment(byte[] data, int at, int length, AccessUnit unit) {
    int rest = at + headerBytes + 1;
    if (length <= headerBytes) {
      unit.damage();
      return;
    }
    int header = data[at + headerBytes];
    int type = header & mostType;
    if ((header & FIRST_FRAGMENT) != 0) {
      leaveFragment(unit);
      int first = withType(data[at], type);
      unit.begin(kind(first));
      unit.put(first);
      unit.put(data, at + 1, headerBytes - 1);
    } else if (type != fragment) {
      unit.damage(); // its beginning is missing
      fragment = NONE;
      return;
    }
    unit.put(data, rest, at + length - rest);
    fragment = (header & LAST_FRAGMENT) != 0 ? NONE : type;
    marksEnds |= fragment == NONE;
  }

  private void leaveFragment(AccessUnit unit) {
    if (isCut()) {
      unit.damage(); // its end is missing
    }
    fragment = NONE;
  }

  /** Whether the last packet leaves a NAL unit without its end, of which nothing is lost so far. */
  final boolean isCut() {
    return fragment != NONE && marksEnds;
  }

  /** What the packet begins with. */
  final Start start(RtpPacket packet) {
    byte[] data = packet.data();
    int at = packet.offset();
    int end = at + packet.length();
    int type = type(data[at]);
    if (type == fragments) {
      int header = at + headerBytes;
      boolean first = end > header + 1 && (data[header] & FIRST_FRAGMENT) != 0;
      return first
          ? start(kind(withType(0, data[header] & mostType)), data[header + 1])
          : Start.WITHIN;
    }
    if (type == several) {
      at += headerBytes + 2; // behind the first one's size
    }
    return end - at > headerBytes ? start(kind(data[at]), data[at + headerBytes]) : Start.OTHER;
  }

  /**
   * A first slice is one with a one as the first bit behind its header: H.264's first macroblock is
   * 0 then, and H.265 has a flag there.
   */
  private static Start start(int kind, int behindHeader) {
    if ((kind & NalKind.SLICE) == 0) {
      return Start.OTHER;
    }
    return (behindHeader & 0x80) != 0 ? Start.PICTURE : Start.WITHIN;
  }
}
