package dev.framecast.nats;

import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.frame.VideoFormat;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.video.AccessUnitFilter;
import dev.framecast.video.ParameterSets;
import dev.framecast.video.SequenceParameterSet;
import dev.framecast.video.VideoCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Real H.264 of one slice a picture, over and over, as a camera that has no JPEGs. */
final class RecordedVideo implements FrameSource {
  private static final long INTERVAL_NANOS = 50_000_000;

  private final List<ByteBuffer> units = new ArrayList<>();
  private final List<ByteBuffer> deltas;

  /** Units from one key frame to the next; 0 as they were recorded. */
  private final int group;

  RecordedVideo() throws IOException {
    this(0);
  }

  /** With key frames that far apart: what decodes to nothing is no less whole. */
  RecordedVideo(int group) throws IOException {
    this.group = group;
    byte[] all;
    try (InputStream in =
        RecordedVideo.class.getResourceAsStream("/dev/framecast/video/baseline.h264")) {
      all = in.readAllBytes();
    }
    int begin = 0;
    boolean hasSlice = false;
    for (int i = 0; i + 4 < all.length; i++) {
      if (all[i] == 0 && all[i + 1] == 0 && all[i + 2] == 1) {
        int type = all[i + 3] & 31;
        if (hasSlice) {
          units.add(ByteBuffer.wrap(all, begin, i - begin).slice());
          begin = i;
        }
        hasSlice = type == 1 || type == 5;
      }
    }
    units.add(ByteBuffer.wrap(all, begin, all.length - begin).slice());
    deltas = units.stream().filter(each -> !isKey(each)).toList();
  }

  /** Only those have parameter sets with them. */
  private static boolean isKey(ByteBuffer unit) {
    return new AccessUnitFilter(new ParameterSets(VideoCodec.H264), 0).inspect(unit.duplicate());
  }

  @Override
  public FrameSession open() {
    return new Session();
  }

  private final class Session implements FrameSession {
    private final AccessUnitFilter filter =
        new AccessUnitFilter(new ParameterSets(VideoCodec.H264), 0);
    private VideoFormat format;
    private int next;
    private ByteBuffer unit;
    private volatile boolean cancelled;

    @Override
    public boolean advance() {
      LockSupport.parkNanos(INTERVAL_NANOS);
      if (group == 0) {
        unit = units.get(next % units.size());
      } else {
        int place = next % group;
        unit = place == 0 ? units.get(0) : deltas.get(place % deltas.size());
      }
      next++;
      return !cancelled;
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) {}

    @Override
    public boolean writeVideo(FrameSlot slot) throws IOException {
      if (!filter.inspect(unit.duplicate())) {
        throw new IOException(filter.problem());
      }
      int length = filter.length();
      ByteBuffer out = slot.reserve(length);
      int start = out.position();
      filter.writeTo(out);
      if (filter.isKey()) {
        SequenceParameterSet sequence = filter.sequence();
        ByteBuffer sets = out.duplicate();
        sets.position(start).limit(start + length - filter.sampleLength());
        format =
            new VideoFormat(
                FrameFormat.H264,
                sequence.codecString(),
                sequence.width(),
                sequence.height(),
                sets,
                false);
      }
      if (format == null) {
        slot.clear();
      } else {
        slot.video(format, filter.isKey());
      }
      return true;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public void close() {}
  }
}
