package dev.framecast.rtsp.rtp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Packets from one to the next, and what becomes of them. */
final class Packets {
  private static final HexFormat HEX = HexFormat.of();

  private final PacketOrder order;
  private final UnitAssembler assembler;
  private int sequence;
  private long now;

  /** Each unit as hex digits, with an X behind those that are damaged and a K behind key frames. */
  final List<String> units = new ArrayList<>();

  final List<Long> ticks = new ArrayList<>();
  final List<Long> arrivals = new ArrayList<>();

  Packets(UnitAssembler assembler, boolean unordered, int firstSequence) {
    this.assembler = assembler;
    order = new PacketOrder(unordered);
    sequence = firstSequence;
  }

  static Packets h264() {
    return new Packets(UnitAssembler.h264(), false, 0xfffe);
  }

  static Packets h265() {
    return new Packets(UnitAssembler.h265(), false, 0xfffe);
  }

  static Packets overUdp() {
    return new Packets(UnitAssembler.h264(), true, 0xfffe);
  }

  /** The next packet comes; a marker is a bar behind the digits. */
  Packets send(int time, String payload) {
    return take(packet(time, payload));
  }

  /** The next packet is lost. */
  Packets lose() {
    sequence++;
    return this;
  }

  /** Time goes by. */
  Packets await(long millis) {
    now += millis * 1_000_000;
    poll();
    return this;
  }

  /** The next packet, which does not come yet. */
  byte[] packet(int time, String payload) {
    boolean marked = payload.endsWith("|");
    byte[] bytes = bytes(marked ? payload.substring(0, payload.length() - 1) : payload);
    ByteBuffer rtp = ByteBuffer.allocate(12 + bytes.length);
    rtp.put((byte) 0x80).put((byte) (marked ? 0xe0 : 0x60)).putShort((short) sequence++);
    return rtp.putInt(time).putInt(1).put(bytes).array();
  }

  /** That packet comes. */
  Packets take(byte[] rtp) {
    RtpPacket packet = new RtpPacket();
    now += 1_000_000;
    if (packet.read(rtp, 0, rtp.length, now)) {
      order.offer(packet);
    }
    poll();
    return this;
  }

  private void poll() {
    RtpPacket next = order.poll(now);
    while (next != null) {
      boolean taken = assembler.take(next, order.hasLost());
      if (assembler.isComplete()) {
        note(assembler.unit());
      }
      next = taken ? order.poll(now) : next;
    }
  }

  private void note(AccessUnit unit) {
    byte[] bytes = new byte[unit.bytes().remaining()];
    unit.bytes().get(bytes);
    String digits = HEX.formatHex(bytes).replace("00000001", " ").strip();
    units.add(digits + (unit.isDamaged() ? "X" : "") + (unit.isKey() ? "K" : ""));
    ticks.add(unit.ticks());
    arrivals.add(unit.arrived());
  }

  /** Pictures of one slice each with a marker, after which markers are believed. */
  Packets trust(int time, String slice) {
    send(time, slice + "|").send(time + 1, slice + "|").send(time + 2, slice + "|");
    units.clear();
    ticks.clear();
    arrivals.clear();
    return this;
  }

  private static byte[] bytes(String digits) {
    return HEX.parseHex(digits.replace(" ", ""));
  }
}
