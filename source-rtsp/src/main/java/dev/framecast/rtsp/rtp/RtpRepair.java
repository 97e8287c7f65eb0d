package dev.framecast.rtsp.rtp;

/**
 * Makes packets follow each other where a camera began anew in midstream: sequence numbers and time
 * stamps that jump would make FFmpeg throw packets away for minutes. Confined to one thread.
 */
public final class RtpRepair {
  private static final int HEADER = 12;
  private static final int MOST_LOST = 3_000;
  private static final long JUMP_SECONDS = 10;
  private static final double TICK = 1e-9;

  private final int clockRate;
  private final int type;
  private boolean begun;
  private int ssrc;
  private int sequence;
  private int sequenceOffset;
  private int timestamp;
  private int timestampOffset;
  private long arrived;
  private int first;

  /**
   * For packets of one stream.
   *
   * @param type the payload type that all shall have
   */
  public RtpRepair(int clockRate, int type) {
    this.clockRate = clockRate;
    this.type = type;
  }

  public static boolean isRtp(byte[] packet, int offset, int length) {
    return length >= HEADER && (packet[offset] & 0xc0) == 0x80;
  }

  public static int payloadType(byte[] packet, int offset) {
    return packet[offset + 1] & 127;
  }

  /** Changes the packet in its place. */
  public void repair(byte[] packet, int offset, long now) {
    int number = ((packet[offset + 2] & 255) << 8) | (packet[offset + 3] & 255);
    int time = readInt(packet, offset + 4);
    int source = readInt(packet, offset + 8);
    if (!begun) {
      begun = true;
      ssrc = source;
      first = time;
    } else {
      int step = (short) (number + sequenceOffset - sequence);
      if (source != ssrc || Math.abs(step) > MOST_LOST) {
        // With a gap of one, so that it counts as a loss: what follows refers to nothing before.
        sequenceOffset = sequence + 2 - number;
      }
      long passed = (long) ((now - arrived) * TICK * clockRate);
      long jump = time + timestampOffset - timestamp - passed;
      if (Math.abs(jump) > JUMP_SECONDS * clockRate || source != ssrc) {
        timestampOffset = timestamp + (int) Math.max(1, passed) - time;
      }
      ssrc = source;
    }
    int newNumber = (number + sequenceOffset) & 0xffff;
    // An older one that was overtaken must not be what the next is held against.
    if ((short) (newNumber - sequence) > 0 || arrived == 0) {
      sequence = newNumber;
      timestamp = time + timestampOffset;
      arrived = now;
    }
    packet[offset + 1] = (byte) ((packet[offset + 1] & 128) | type);
    packet[offset + 2] = (byte) (newNumber >> 8);
    packet[offset + 3] = (byte) newNumber;
    writeInt(packet, offset + 4, time + timestampOffset);
    writeInt(packet, offset + 8, 1); // FFmpeg is to see one source only
  }

  /** The camera's own time stamp of what FFmpeg has counted as so many ticks from the first on. */
  public int original(long ticks) {
    return first + (int) ticks - timestampOffset;
  }

  private static int readInt(byte[] data, int at) {
    return ((data[at] & 255) << 24)
        | ((data[at + 1] & 255) << 16)
        | ((data[at + 2] & 255) << 8)
        | (data[at + 3] & 255);
  }

  private static void writeInt(byte[] data, int at, int value) {
    data[at] = (byte) (value >> 24);
    data[at + 1] = (byte) (value >> 16);
    data[at + 2] = (byte) (value >> 8);
    data[at + 3] = (byte) value;
  }
}
