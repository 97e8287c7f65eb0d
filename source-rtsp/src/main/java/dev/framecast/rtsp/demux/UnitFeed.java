package dev.framecast.rtsp.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;

import dev.framecast.rtsp.client.RtspStream;
import dev.framecast.rtsp.rtp.AccessUnit;
import dev.framecast.rtsp.rtp.PacketOrder;
import dev.framecast.rtsp.rtp.RtpPacket;
import dev.framecast.rtsp.rtp.UnitAssembler;
import dev.framecast.source.SourceException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of an RTSP camera as it coded them, each as soon as its last packet has come.
 * Confined to the session's thread.
 */
final class UnitFeed {
  private final RtspStream stream;
  private final PacketOrder order;
  private final UnitAssembler assembler;
  private final DecodeTimes times = new DecodeTimes();
  private final RtpPacket packet = new RtpPacket();
  private @Nullable RtpPacket held;

  UnitFeed(RtspStream stream, UnitAssembler assembler) {
    this.stream = stream;
    this.assembler = assembler;
    order = new PacketOrder(stream.isUnordered());
  }

  /** Goes on to the next picture; blocks. The packet is that picture then, until the next one. */
  AccessUnit read(long deadline, AVPacket whole) throws SourceException {
    AccessUnit unit = next(deadline);
    ByteBuffer bytes = unit.bytes();
    whole.data(new BytePointer(bytes)).size(bytes.remaining());
    whole.flags(unit.isKey() ? AV_PKT_FLAG_KEY : 0);
    whole.pts(unit.ticks()).dts(times.of(unit.ticks()));
    return unit;
  }

  private AccessUnit next(long deadline) throws SourceException {
    while (true) {
      RtpPacket next = held == null ? order.poll(System.nanoTime()) : held;
      if (next == null) {
        receive(deadline);
        continue;
      }
      held = assembler.take(next, order.hasLost()) ? null : next;
      if (assembler.isComplete()) {
        return assembler.unit();
      }
    }
  }

  private void receive(long deadline) throws SourceException {
    if (stream.read(deadline, order.waitsUntil())
        && packet.read(stream.data(), stream.offset(), stream.length(), System.nanoTime())) {
      order.offer(packet);
    }
  }
}
