package dev.framecast.rtsp.decode;

import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.VideoFormat;
import dev.framecast.internal.NalUnits;
import dev.framecast.rtsp.demux.Demuxer;
import dev.framecast.rtsp.encode.PictureFormat;
import dev.framecast.video.AccessUnitFilter;
import dev.framecast.video.BitstreamException;
import dev.framecast.video.ParameterSets;
import dev.framecast.video.SequenceParameterSet;
import dev.framecast.video.VideoCodec;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A stream's access units as they are handed on: from a key frame on, up to the first loss, and
 * then from the next key frame on. Confined to the session's thread.
 *
 * <p>Decoders hold pictures back where a stream does not rule out that others are shown before
 * them. Parameter sets are changed to rule it out when the stream was seen to have no such
 * pictures; should one come after all, they are as the camera sends them from the next key frame
 * on.
 */
final class VideoUnits {
  private static final int BASELINE = 66;

  /** So many pictures show whether there are any that are shown earlier than they come. */
  private static final int ENOUGH = 12;

  /**
   * More NAL units than that are no picture: a large one in slices as long as packets has some
   * thousands. FFmpeg takes 4 KB for each, however short it is, and keeps them.
   */
  static final int MOST_NALS = 8_192;

  private static final int SHORTEST_NAL = 4;

  private final VideoCodec codec;
  private final AccessUnitFilter filter;
  private final NalUnits nals;
  private final VideoTimes times = new VideoTimes();

  /** Whether all from the latest key frame on have come. */
  private boolean open;

  private boolean ready;
  private int seen;
  private boolean reordered;
  private boolean baseline;
  private long shown;
  private long captured;
  private @Nullable VideoFormat format;

  private VideoUnits(VideoCodec codec, ParameterSets sets, int lengthBytes) {
    this.codec = codec;
    filter = new AccessUnitFilter(sets, lengthBytes);
    nals = new NalUnits(lengthBytes);
  }

  /**
   * The units of a stream.
   *
   * @param extradata what the container or the SDP has of parameter sets
   * @return null if its units cannot be read
   */
  static @Nullable VideoUnits of(VideoCodec codec, ByteBuffer extradata) {
    ParameterSets sets = new ParameterSets(codec);
    try {
      return new VideoUnits(codec, sets, sets.addConfiguration(extradata));
    } catch (BitstreamException e) {
      boolean byLengths = extradata.hasRemaining() && extradata.get(0) == 1;
      // Else there are start codes, and parameter sets that are good in the stream.
      return byLengths ? null : new VideoUnits(codec, sets, 0);
    }
  }

  /** Whether it is in so many pieces that nobody should be given it, nor a decoder. */
  boolean isInTooManyPieces(ByteBuffer unit) {
    if (unit.remaining() < MOST_NALS * SHORTEST_NAL) {
      return false;
    }
    int count = 0;
    nals.begin(unit, unit.position());
    while (count <= MOST_NALS && nals.next()) {
      count++;
    }
    return count > MOST_NALS;
  }

  /**
   * Nobody wants this unit. The parameter sets of key frames are remembered even so, because some
   * cameras send them once.
   */
  void leave(ByteBuffer unit, boolean key) {
    ready = false;
    close();
    if (key) {
      boolean unused = filter.inspect(unit);
      filter.restart();
    }
  }

  /** There is no unit. */
  void none() {
    ready = false;
  }

  /**
   * Something was lost in front of the unit that is taken next. If that is a key frame all begins
   * anew with it, but for pictures that refer to those before it; what H.264 has as a recovery
   * point is none.
   */
  void lost() {
    close();
  }

  private void close() {
    if (open) {
      open = false;
      filter.restart();
    }
  }

  /**
   * Takes the next unit, which must not change before the one after it is taken.
   *
   * @param intact whether nothing of it, nor of what it refers to, is missing
   * @param shownAt its own time in nanoseconds, or {@link Demuxer#NO_TIME}
   * @param capturedAt when it had come
   * @return whether units are handed on, though maybe not this one
   */
  boolean take(ByteBuffer unit, boolean intact, long shownAt, long capturedAt) {
    shown = shownAt;
    captured = capturedAt;
    ready = false;
    boolean usable = filter.inspect(unit);
    if (!intact || (!usable && filter.hasPicture() && !filter.isRasl())) {
      close();
      return false;
    }
    if (!usable) {
      return open; // parameter sets alone, or a picture that only those can decode who have seen
      // more
    }
    open |= filter.isKey();
    if (!open) {
      return false;
    }
    if (filter.isKey()) {
      requireBaseline(unit);
    }
    reordered |= filter.isShownEarlier();
    seen++;
    filter.withoutReordering(!reordered && (baseline || seen >= ENOUGH));
    ready = true;
    return true;
  }

  /** The baseline profile has no B frames, which is known before the first one could have come. */
  private void requireBaseline(ByteBuffer unit) {
    SequenceParameterSet sequence = filter.sequence();
    boolean before = baseline;
    baseline = codec == VideoCodec.H264 && sequence != null && sequence.profile() == BASELINE;
    if (baseline && !before && seen == 0) {
      filter.withoutReordering(true);
      boolean unused = filter.inspect(unit);
    }
  }

  /** Whether there is a unit to be handed on. */
  boolean isReady() {
    return ready;
  }

  /** Pixels that decoders of the unit need. */
  long pixels() {
    SequenceParameterSet sequence = filter.sequence();
    return sequence == null ? 0 : (long) sequence.codedWidth() * sequence.codedHeight();
  }

  /** Frames a second as the stream promises them; 0 if it does not, or nonsense. */
  double fps() {
    SequenceParameterSet sequence = filter.sequence();
    double fps = sequence == null ? 0 : sequence.framesPerSecond();
    return fps > 0.01 && fps <= 240 ? fps : 0;
  }

  /** The unit's width as people shall see it. */
  int width() {
    SequenceParameterSet sequence = filter.sequence();
    return sequence == null
        ? 0
        : PictureFormat.displayWidth(
            sequence.width(), sequence.pixelWidth(), sequence.pixelHeight());
  }

  /** The unit's height. */
  int height() {
    SequenceParameterSet sequence = filter.sequence();
    return sequence == null ? 0 : sequence.height();
  }

  /** Says when the unit was to be had, if that is another time. */
  void cameAt(long nanos) {
    captured = nanos;
  }

  /** Writes the unit, if there is one. */
  void write(FrameSlot slot) {
    SequenceParameterSet sequence = filter.sequence();
    if (!ready || sequence == null) {
      return;
    }
    boolean key = filter.isKey();
    int length = filter.length();
    ByteBuffer out = slot.reserve(length);
    int start = out.position();
    filter.writeTo(out);
    if (key) {
      ByteBuffer sets = out.duplicate();
      sets.position(start).limit(start + length - filter.sampleLength());
      format = formatOf(sequence, sets);
    }
    VideoFormat current = format;
    if (current == null) { // the key frame was not asked for
      slot.clear();
      return;
    }
    slot.video(current, key);
    slot.capturedAt(captured);
    slot.presentedAt(times.of(shown, slot.capturedMicros(), key, reordered));
  }

  private VideoFormat formatOf(SequenceParameterSet sequence, ByteBuffer sets) {
    boolean unknown = seen < ENOUGH && !baseline && sequence.reorderedFrames() != 0;
    boolean mayReorder = reordered || unknown;
    VideoFormat known = format;
    if (known != null
        && known.isReordered() == mayReorder
        && known.width() == sequence.width()
        && known.height() == sequence.height()
        && known.parameterSets().equals(sets)) {
      return known;
    }
    return new VideoFormat(
        codec == VideoCodec.H264 ? FrameFormat.H264 : FrameFormat.H265,
        sequence.codecString(),
        sequence.width(),
        sequence.height(),
        sets,
        mayReorder);
  }
}
