package dev.framecast.rtsp.rtp;

/**
 * RFC 7798 without decoding order numbers: NAL units alone, several in one packet (AP), and in
 * fragments (FU).
 */
final class H265Payload implements PayloadFormat {
  private static final int AGGREGATION = 48;
  private static final int FRAGMENT = 49;
  private static final int HEADER = 2;
  private static final int NONE = -1;

  /** The type of the NAL unit whose fragments are coming. */
  private int fragment = NONE;

  @Override
  public void take(RtpPacket packet, boolean lost, AccessUnit unit) {
    fragment = lost || unit.isEmpty() ? NONE : fragment;
    byte[] data = packet.data();
    int at = packet.offset();
    int type = type(data[at]);
    if (type == FRAGMENT) {
      takeFragment(data, at, packet.length(), unit);
      return;
    }
    fragment = NONE;
    if (packet.length() <= HEADER) {
      unit.damage();
    } else if (type < AGGREGATION) {
      unit.begin(kind(data[at]));
      unit.put(data, at, packet.length());
    } else if (type == AGGREGATION) {
      takeAll(data, at + HEADER, at + packet.length(), unit);
    } else {
      unit.damage();
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
      if (size > HEADER) {
        unit.begin(kind(data[at]));
        unit.put(data, at, size);
      }
      at += size;
    }
  }

  private void takeFragment(byte[] data, int at, int length, AccessUnit unit) {
    if (length < HEADER + 1) {
      unit.damage();
      return;
    }
    int header = data[at + HEADER];
    int type = header & 63;
    if ((header & 0x80) != 0) {
      unit.begin(kind(type << 1));
      unit.put((data[at] & 0x81) | (type << 1));
      unit.put(data[at + 1]);
    } else if (type != fragment) {
      unit.damage(); // its beginning is missing
      fragment = NONE;
      return;
    }
    unit.put(data, at + HEADER + 1, length - HEADER - 1);
    fragment = (header & 0x40) != 0 ? NONE : type;
  }

  @Override
  public Start start(RtpPacket packet) {
    byte[] data = packet.data();
    int at = packet.offset();
    int end = at + packet.length();
    int type = type(data[at]);
    if (type == AGGREGATION) {
      at += HEADER + 2;
    } else if (type == FRAGMENT) {
      boolean first = end - at > HEADER + 1 && (data[at + HEADER] & 0x80) != 0;
      return first
          ? start(kind((data[at + HEADER] & 63) << 1), data[at + HEADER + 1])
          : Start.WITHIN;
    }
    return end - at > HEADER ? start(kind(data[at]), data[at + HEADER]) : Start.OTHER;
  }

  /** first_slice_segment_in_pic_flag is the first bit behind the header. */
  private static Start start(int kind, int afterHeader) {
    if ((kind & NalKind.SLICE) == 0) {
      return Start.OTHER;
    }
    return (afterHeader & 0x80) != 0 ? Start.PICTURE : Start.WITHIN;
  }

  private static int type(int header) {
    return (header >> 1) & 63;
  }

  @Override
  public int kind(int header) {
    return NalKind.h265(header);
  }
}
