package dev.framecast.mp4;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.VideoFormat;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.video.BitstreamException;
import dev.framecast.video.ParameterSets;
import dev.framecast.video.VideoCodec;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a camera's video an MP4 that can be played while it comes (ISO 14496-12, fragments), and is
 * whole wherever it is cut: each frame is a fragment of its own. Slates are left out; the picture
 * then stands still.
 *
 * <p>It remembers what it has written: one for each viewer, who is sent one frame at a time. For
 * one thread at a time.
 */
public final class Mp4Writer implements MjpegWriter {
  private static final int START_CODE = 4;
  private static final int HEADER_ROOM = 1_024;
  private static final int FRAGMENT_ROOM = 128;
  private static final int BRAND_ROOM = 64;
  private static final int KEY_SAMPLE = 0x02000000; // depends on no other
  private static final int DELTA_SAMPLE = 0x01010000; // depends on others; none to begin with

  private final Mp4Timeline timeline = new Mp4Timeline();
  private @Nullable FrameFormat codec;
  private int fragments;

  /** Used again: the collector would let go of a unit's direct memory much too late. */
  private ByteBuffer room = ByteBuffer.allocateDirect(0);

  /** A file that is to begin with the first key frame. */
  public Mp4Writer() {}

  @Override
  public String contentType() {
    return "video/mp4";
  }

  /** The rest of what the file begins with can be said with the first key frame only. */
  @Override
  public void opening(ByteBuffer out) {
    Boxes brand = new Boxes(BRAND_ROOM);
    Mp4Header.putBrand(brand);
    out.put(brand.done());
  }

  /** An empty box, which players pass over wherever it is. */
  @Override
  public void filler(ByteBuffer out) {
    out.put(new Boxes(BRAND_ROOM).begin("free").end().done());
  }

  @Override
  public void before(Frame frame, ByteBuffer out) {
    // All of it is the body, which is longer than what is meant for heads.
  }

  @Override
  public void after(Frame frame, ByteBuffer out) {
    // Nothing: a fragment says how long it is.
  }

  @Override
  public void closing(ByteBuffer out) {
    // Nothing: the file is whole after each fragment.
  }

  @Override
  public boolean takes(Frame frame) {
    VideoFormat format = frame.video();
    return format != null && (codec == null ? frame.isKey() : codec == format.format());
  }

  @Override
  public ByteBuffer body(Frame frame) {
    VideoFormat format = frame.video();
    if (format == null) {
      throw new IllegalArgumentException("a frame of " + frame.format() + ": must be video");
    }
    Boxes out = new Boxes((codec == null ? HEADER_ROOM : 0) + FRAGMENT_ROOM);
    if (codec == null) {
      codec = format.format();
      Mp4Header.putTrack(format, configuration(format), out);
    }
    timeline.next(frame, format.isReordered());
    int size = frame.size();
    fragment(frame.isKey(), size, out);
    ByteBuffer head = out.done();
    ByteBuffer all = room(head.remaining() + size).put(head);
    putSample(frame.bytes(), all);
    return all.flip();
  }

  private ByteBuffer room(int bytes) {
    if (room.capacity() < bytes) {
      room = ByteBuffer.allocateDirect(bytes + bytes / 2);
    }
    return room.duplicate().clear();
  }

  private void fragment(boolean key, int size, Boxes out) {
    int start = out.position();
    out.begin("moof");
    out.begin("mfhd", 0, 0).number(++fragments).end();
    out.begin("traf");
    int baseIsFragment = 0x020000;
    out.begin("tfhd", 0, baseIsFragment).number(1).end();
    out.begin("tfdt", 1, 0).longNumber(timeline.decodingTicks()).end();
    int offsetDurationSizeFlagsShown = 0x000f01;
    out.begin("trun", 1, offsetDurationSizeFlagsShown).number(1);
    int offset = out.position();
    out.number(0).number(timeline.durationTicks()).number(size);
    out.number(key ? KEY_SAMPLE : DELTA_SAMPLE).number(timeline.shownAfterTicks()).end();
    out.end().end();
    out.begin("mdat").endBefore(size);
    out.at(offset, out.position() - start);
  }

  private static byte[] configuration(VideoFormat format) {
    ParameterSets sets =
        new ParameterSets(format.format() == FrameFormat.H264 ? VideoCodec.H264 : VideoCodec.H265);
    try {
      int unused = sets.addConfiguration(format.parameterSets());
    } catch (BitstreamException e) {
      throw new IllegalArgumentException("the parameter sets of " + format + ": " + e.getMessage());
    }
    return sets.configuration();
  }

  /** Start codes become lengths, which are as long. */
  private static void putSample(ByteBuffer unit, ByteBuffer out) {
    int from = out.position();
    int limit = unit.limit();
    out.put(unit.duplicate());
    for (int at = 0; at < limit; ) {
      int end = nextStartCode(unit, at + START_CODE);
      out.putInt(from + at, end - at - START_CODE);
      at = end;
    }
  }

  /** Where the next start code begins, or the end. */
  private static int nextStartCode(ByteBuffer bytes, int from) {
    int last = bytes.limit() - START_CODE;
    int at = from;
    while (at <= last) {
      // The third byte tells how far the next start code can begin at the nearest.
      int third = bytes.get(at + 2);
      if (third != 0) {
        at += 3;
      } else if (bytes.getInt(at) == 1) {
        return at;
      } else {
        at++;
      }
    }
    return bytes.limit();
  }
}
