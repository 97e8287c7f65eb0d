package dev.framecast.nats.read;

import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.VideoFormat;
import dev.framecast.nats.read.ReceivedFrames.Received;
import dev.framecast.nats.wire.FrameHeader;
import dev.framecast.video.AccessUnitFilter;
import dev.framecast.video.ParameterSets;
import dev.framecast.video.SequenceParameterSet;
import dev.framecast.video.VideoCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes units of video as they come from another node, which may be anybody. One thread's. */
final class RelayedVideo {
  private @Nullable FrameFormat of;
  private @Nullable AccessUnitFilter filter;
  private @Nullable VideoFormat format;
  private int epoch;

  /** From the other node's scale of presentation times to that of capture times here. */
  private long shift;

  private boolean begun;

  /**
   * Writes a unit.
   *
   * @param captured when it was captured, by the clock here, in microseconds since 1970
   * @throws IOException when it is no unit that can be handed on
   */
  void write(Received unit, long captured, FrameSlot slot) throws IOException {
    FrameHeader header = unit.header();
    AccessUnitFilter known = filter;
    if (known == null || of != header.format()) {
      known =
          new AccessUnitFilter(
              new ParameterSets(
                  header.format() == FrameFormat.H264 ? VideoCodec.H264 : VideoCodec.H265),
              0);
      filter = known;
      of = header.format();
      format = null;
    }
    if (!known.inspect(unit.bytes()) || known.isKey() != header.key()) {
      throw new IOException("a unit of video was dropped: " + known.problem());
    }
    int length = known.length();
    ByteBuffer out = slot.reserve(length);
    int start = out.position();
    known.writeTo(out);
    if (header.key()) {
      ByteBuffer sets = out.duplicate();
      sets.position(start).limit(start + length - known.sampleLength());
      format = formatOf(header, known.sequence(), sets);
    }
    VideoFormat current = format;
    if (current == null) {
      slot.clear();
      return; // no key frame yet
    }
    if (!begun || header.epoch() != epoch) {
      begun = true;
      epoch = header.epoch();
      shift = captured - header.presented();
    }
    slot.video(current, header.key());
    slot.presentedAt(header.presented() + shift);
  }

  private @Nullable VideoFormat formatOf(
      FrameHeader header, @Nullable SequenceParameterSet sequence, ByteBuffer sets) {
    if (sequence == null) {
      return null;
    }
    VideoFormat known = format;
    if (known != null
        && known.isReordered() == header.reordered()
        && known.parameterSets().equals(sets)) {
      return known;
    }
    return new VideoFormat(
        header.format(),
        sequence.codecString(),
        sequence.width(),
        sequence.height(),
        sets,
        header.reordered());
  }
}
