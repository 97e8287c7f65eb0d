package dev.framecast.mp4;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.VideoFormat;
import dev.framecast.video.AccessUnitFilter;
import dev.framecast.video.ParameterSets;
import dev.framecast.video.SequenceParameterSet;
import dev.framecast.video.VideoCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The access units of a file of bare H.264 or H.265, as frames at 25 a second. */
final class UnitsOfFile {
  private static final long PERIOD_MICROS = 40_000;
  private static final long FIRST_MICROS = 1_700_000_000_000_000L;

  private UnitsOfFile() {}

  static List<Frame> read(String name) {
    return readEvery(PERIOD_MICROS, name);
  }

  static List<Frame> readEvery(long periodMicros, String name) {
    byte[] all = bytes(name);
    VideoCodec codec = name.endsWith("264") ? VideoCodec.H264 : VideoCodec.H265;
    FrameFormat format = codec == VideoCodec.H264 ? FrameFormat.H264 : FrameFormat.H265;
    AccessUnitFilter filter = new AccessUnitFilter(new ParameterSets(codec), 0);
    List<Frame> frames = new ArrayList<>();
    VideoFormat video = null;
    for (ByteBuffer unit : units(all, codec)) {
      filter.inspect(unit);
      SequenceParameterSet sequence = filter.sequence();
      if (!filter.hasPicture() || sequence == null) {
        continue;
      }
      ByteBuffer out = ByteBuffer.allocate(filter.length());
      filter.writeTo(out);
      if (filter.isKey()) {
        video =
            new VideoFormat(
                format,
                sequence.codecString(),
                sequence.width(),
                sequence.height(),
                sets(out.duplicate().flip(), codec),
                false);
      }
      long micros = FIRST_MICROS + frames.size() * periodMicros;
      frames.add(new Unit(frames.size() + 1, micros, filter.isKey(), video, out.flip()));
    }
    return frames;
  }

  private static byte[] bytes(String name) {
    try (InputStream in = VideoCodec.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands in front of the first slice of a key frame. */
  private static ByteBuffer sets(ByteBuffer key, VideoCodec codec) {
    for (int at = 0; at + 4 < key.limit(); at++) {
      if (key.getInt(at) == 1 && isSlice(key.get(at + 4), codec)) {
        return key.slice(0, at);
      }
    }
    throw new AssertionError("a key frame without slices");
  }

  private static boolean isSlice(byte header, VideoCodec codec) {
    int type = codec == VideoCodec.H264 ? header & 31 : header >> 1 & 63;
    return codec == VideoCodec.H264 ? type >= 1 && type <= 5 : type < 32;
  }

  /** Parted where a picture's first slice follows a slice, with what belongs to it. */
  private static List<ByteBuffer> units(byte[] all, VideoCodec codec) {
    List<ByteBuffer> units = new ArrayList<>();
    int begin = 0;
    int nal = -1; // of what may belong to the next picture
    boolean sliced = false;
    for (int at = 0; at + 5 < all.length; at++) {
      if (all[at] != 0 || all[at + 1] != 0 || all[at + 2] != 1) {
        continue;
      }
      boolean slice = isSlice(all[at + 3], codec);
      boolean first = slice && (codec == VideoCodec.H264 ? all[at + 4] : all[at + 5]) < 0;
      nal = slice ? nal : nal < 0 ? at : nal;
      if (first && sliced) {
        int end = nal < 0 ? at : nal;
        units.add(ByteBuffer.wrap(all, begin, end - begin).slice());
        begin = end;
      }
      sliced |= slice;
      nal = slice ? -1 : nal;
    }
    units.add(ByteBuffer.wrap(all, begin, all.length - begin).slice());
    return units;
  }

  private record Unit(
      long sequence,
      long capturedMicros,
      boolean isKey,
      @Nullable VideoFormat video,
      ByteBuffer data)
      implements Frame {
    @Override
    public long capturedNanos() {
      return capturedMicros * 1_000;
    }

    @Override
    public int width() {
      return Objects.requireNonNull(video).width();
    }

    @Override
    public int height() {
      return Objects.requireNonNull(video).height();
    }

    @Override
    public boolean live() {
      return true;
    }

    @Override
    public FrameFormat format() {
      return Objects.requireNonNull(video).format();
    }

    @Override
    public int size() {
      return data.limit();
    }

    @Override
    public ByteBuffer bytes() {
      return data.asReadOnlyBuffer();
    }

    @Override
    public void close() {}
  }
}
