package dev.framecast.rtsp.rtp;

/**
 * RFC 6184 in its two usual modes: NAL units alone, several in one packet (STAP-A), and in
 * fragments (FU-A). The interleaved mode is not for cameras.
 */
final class H264Payload implements PayloadFormat {
  private static final int STAP_A = 24;
  private static final int FU_A = 28;
  private static final int LAST_ALONE = 23;
  private static final int NONE = -1;

  /** The type of the NAL unit whose fragments are coming. */
  private int fragment = NONE;

  @Override
  public void take(RtpPacket packet, boolean lost, AccessUnit unit) {
    fragment = lost || unit.isEmpty() ? NONE : fragment;
    byte[] data = packet.data();
    int at = packet.offset();
    int type = data[at] & 31;
    if (type == FU_A) {
      takeFragment(data, at, packet.length(), unit);
      return;
    }
    fragment = NONE;
    if (type <= LAST_ALONE) {
      unit.begin(kind(data[at]));
      unit.put(data, at, packet.length());
    } else if (type == STAP_A) {
      takeAll(data, at + 1, at + packet.length(), unit);
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
      if (size > 0) {
        unit.begin(kind(data[at]));
        unit.put(data, at, size);
      }
      at += size;
    }
  }

  private void takeFragment(byte[] data, int at, int length, AccessUnit unit) {
    if (length < 2) {
      unit.damage();
      return;
    }
    int header = data[at + 1];
    int type = header & 31;
    if ((header & 0x80) != 0) {
      unit.begin(kind(type));
      unit.put((data[at] & 0xe0) | type);
    } else if (type != fragment) {
      unit.damage(); // its beginning is missing
      fragment = NONE;
      return;
    }
    unit.put(data, at + 2, length - 2);
    fragment = (header & 0x40) != 0 ? NONE : type;
  }

  @Override
  public Start start(RtpPacket packet) {
    byte[] data = packet.data();
    int at = packet.offset();
    int end = at + packet.length();
    int type = data[at] & 31;
    if (type == STAP_A) {
      at += 3;
    } else if (type == FU_A) {
      boolean first = end - at > 2 && (data[at + 1] & 0x80) != 0;
      return first ? start(kind(data[at + 1]), data[at + 2]) : Start.WITHIN;
    }
    return end - at > 1 ? start(kind(data[at]), data[at + 1]) : Start.OTHER;
  }

  /** A first slice is one whose first macroblock is 0, which is coded as a single one bit. */
  private static Start start(int kind, int afterHeader) {
    if ((kind & NalKind.SLICE) == 0) {
      return Start.OTHER;
    }
    return (afterHeader & 0x80) != 0 ? Start.PICTURE : Start.WITHIN;
  }

  @Override
  public int kind(int header) {
    return NalKind.h264(header);
  }
}
