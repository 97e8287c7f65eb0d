package dev.framecast.rtsp.rtp;

import java.nio.ByteBuffer;

/**
 * Control packets: what the camera says of its clock and its end, and a report that we are there.
 */
public final class Rtcp {
  private static final int SENDER_REPORT = 200;
  private static final int RECEIVER_REPORT = 201;
  private static final int DESCRIPTION = 202;
  private static final int GOODBYE = 203;
  private static final int FIRST_TYPE = 192;
  private static final int LAST_TYPE = 223;

  private Rtcp() {}

  /** What a control packet says. */
  public interface Listener {
    /**
     * The camera's clock.
     *
     * @param ntp seconds since 1900 and their fraction, 32 bits each
     * @param rtp the same moment as a time stamp of RTP
     */
    void senderReport(long ntp, int rtp);

    /** The camera ends its stream. */
    void goodbye();
  }

  /** Whether the packet is RTCP and not RTP, as far as its second byte tells (RFC 5761). */
  public static boolean isControl(byte[] packet, int offset, int length) {
    int type = length < 2 ? 0 : packet[offset + 1] & 255;
    return type >= FIRST_TYPE && type <= LAST_TYPE;
  }

  /** Reads a compound packet; ends where it makes no sense. */
  public static void read(byte[] packet, int offset, int length, Listener listener) {
    ByteBuffer data = ByteBuffer.wrap(packet, offset, length);
    while (data.remaining() >= 4 && (data.get(data.position()) & 0xc0) == 0x80) {
      int start = data.position();
      int type = data.get(start + 1) & 255;
      int size = 4 * ((data.getShort(start + 2) & 0xffff) + 1);
      if (size > data.remaining()) {
        return;
      }
      if (type == SENDER_REPORT && size >= 20) {
        listener.senderReport(data.getLong(start + 8), data.getInt(start + 16));
      } else if (type == GOODBYE) {
        listener.goodbye();
      }
      data.position(start + size);
    }
  }

  /** A report without figures, which tells the camera that somebody is there. */
  public static byte[] receiverReport(int ssrc) {
    String name = "framecast";
    ByteBuffer report = ByteBuffer.allocate(8 + 4 + 16);
    report.put((byte) 0x80).put((byte) RECEIVER_REPORT).putShort((short) 1).putInt(ssrc);
    report.put((byte) 0x81).put((byte) DESCRIPTION).putShort((short) 4).putInt(ssrc);
    report.put((byte) 1).put((byte) name.length());
    name.chars().forEach(c -> report.put((byte) c));
    return report.array();
  }
}
