package dev.framecast.rtsp.rtp;

import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import java.util.Arrays;
import java.util.Map;

/** Packets of any kind, one after the other: each is read within its bounds, and goes on. */
final class RtpFuzz implements FuzzTarget {
  private static final int BEFORE = 4;

  @Override
  public void take(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    int rate = in.oneOf(90_000, 1, 8_000, Integer.MAX_VALUE);
    RtpRepair repair = new RtpRepair(rate, 96);
    CameraClock clock = new CameraClock(rate);
    long now = 0;
    while (!in.isEmpty()) {
      now += in.number() * 10_000_000L;
      byte[] packet = in.bytes(BEFORE + in.number());
      int length = packet.length - BEFORE;
      if (length < 0) {
        return;
      }
      if (Rtcp.isControl(packet, BEFORE, length)) {
        Rtcp.read(packet, BEFORE, length, listener(clock));
      } else if (RtpRepair.isRtp(packet, BEFORE, length)) {
        repaired(repair, packet, length, now);
        int stamp = repair.original(now);
        long taken = clock.taken(stamp, now, 1_700_000_000_000_000_000L + now);
        require(taken <= now, "taken after it came: " + (taken - now));
        boolean unused = clock.isWrong();
      }
    }
  }

  private static void repaired(RtpRepair repair, byte[] packet, int length, long now) {
    byte[] before = packet.clone();
    require(RtpRepair.payloadType(packet, BEFORE) < 128, "type");
    repair.repair(packet, BEFORE, now);
    require(RtpRepair.payloadType(packet, BEFORE) == 96, "another type");
    int end = BEFORE + length;
    require(
        Arrays.equals(packet, 0, BEFORE + 1, before, 0, BEFORE + 1)
            && Arrays.equals(packet, BEFORE + 12, end, before, BEFORE + 12, end),
        "more than the header was changed");
  }

  private static Rtcp.Listener listener(CameraClock clock) {
    return new Rtcp.Listener() {
      @Override
      public void senderReport(long ntp, int rtp) {
        clock.report(ntp, rtp);
      }

      @Override
      public void goodbye() {}
    };
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }

  @Override
  public Map<String, byte[]> seeds() {
    byte[] packets = new byte[2 + 4 + 12 + 2 + 4 + 28 + 2 + 4 + 12];
    packets[1] = 4;
    packets[2] = 12; // the length, then four bytes in front of the packet
    packets[7] = (byte) 0x80;
    packets[8] = 96;
    packets[20] = 28;
    packets[25] = (byte) 0x80;
    packets[26] = (byte) 200;
    packets[28] = 6;
    packets[33] = (byte) 0xE9;
    packets[54] = 12;
    packets[59] = (byte) 0x80;
    packets[60] = (byte) 0xE0;
    return Map.of("packets", packets, "none", new byte[20]);
  }
}
