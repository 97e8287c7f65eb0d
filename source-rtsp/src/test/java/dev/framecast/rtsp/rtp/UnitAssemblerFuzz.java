package dev.framecast.rtsp.rtp;

import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/** Packets of any kind, in any order: units come out of them that have a bound, and it goes on. */
final class UnitAssemblerFuzz implements FuzzTarget {
  private static final int BEFORE = 4;

  @Override
  public void take(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    UnitAssembler assembler = in.oneOf(0, 1) == 0 ? UnitAssembler.h264() : UnitAssembler.h265();
    PacketOrder order = new PacketOrder(in.oneOf(0, 1) == 0);
    RtpPacket packet = new RtpPacket();
    long now = 0;
    while (!in.isEmpty()) {
      now += in.number() * 100_000L;
      byte[] bytes = in.bytes(BEFORE + in.number());
      int length = bytes.length - BEFORE;
      if (length < 0) {
        return;
      }
      if (packet.read(bytes, BEFORE, length, now)) {
        order.offer(packet);
      }
      drain(order, assembler, now);
      require(order.waitsUntil() == PacketOrder.NOTHING_KEPT || order.waitsUntil() > now, "time");
    }
    drain(order, assembler, now + 1_000_000_000L);
    require(order.waitsUntil() == PacketOrder.NOTHING_KEPT, "something is kept for ever");
  }

  private static void drain(PacketOrder order, UnitAssembler assembler, long now) {
    RtpPacket next = order.poll(now);
    while (next != null) {
      boolean taken = assembler.take(next, order.hasLost());
      require(taken || assembler.isComplete(), "a packet was refused for nothing");
      if (assembler.isComplete()) {
        AccessUnit unit = assembler.unit();
        int length = unit.bytes().remaining();
        require(length <= AccessUnit.MAX_BYTES, "a unit of " + length + " bytes");
        require(unit.arrived() <= now, "it arrived later");
      }
      next = taken ? order.poll(now) : next;
    }
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }

  @Override
  public Map<String, byte[]> seeds() {
    return Map.of(
        "slices", input(0, "4180", "4180", "6742", "6588", "4180"),
        "fragments", input(0, "7c8588aa", "7c05bb", "7c45cc", "7800024180000141"),
        "h265", input(1, "020180", "60010003420101000340010c", "620193af", "62015300"));
  }

  private static byte[] input(int codec, String... payloads) {
    Packets packets = new Packets(UnitAssembler.h264(), false, 0xfffe);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) codec, 1});
    for (int i = 0; i < payloads.length; i++) {
      byte[] packet = packets.packet(i, payloads[i] + "|");
      out.writeBytes(new byte[] {1, (byte) packet.length, 0, 0, 0, 0});
      out.writeBytes(packet);
    }
    return out.toByteArray();
  }
}
