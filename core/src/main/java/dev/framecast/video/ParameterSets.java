package dev.framecast.video;

import dev.framecast.internal.BitReader;
import dev.framecast.internal.NalUnits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The parameter sets of one stream that are current: of each kind and number the one that came
 * last, be it in the stream, in a session description (SDP) or in a file's header. Of each set
 * {@value SequenceParameterSet#MAX_BYTES} bytes are taken at most, so that all have a bound.
 *
 * <p>Belongs to one thread at a time; no method blocks, and none keeps a buffer that it is given.
 * Sets that come again unchanged allocate nothing.
 */
public final class ParameterSets {
  static final int H264_SEQUENCES = 32;
  static final int H265_SEQUENCES = 16;
  private static final byte[] NONE = {};

  private final VideoCodec codec;
  private final BitReader bits = new BitReader();

  /** Video parameter sets, of which there are none with H.264. */
  private final byte[][] videos = new byte[16][];

  private final @Nullable SequenceParameterSet[] sequences;
  private final byte[][] unordered;
  private final @Nullable PictureParameterSet[] pictures;

  /** Whether a picture parameter set is another than before. */
  private boolean changed;

  /**
   * None so far.
   *
   * @param codec how the video is coded
   */
  public ParameterSets(VideoCodec codec) {
    this.codec = codec;
    boolean h264 = codec == VideoCodec.H264;
    sequences = new SequenceParameterSet[h264 ? H264_SEQUENCES : H265_SEQUENCES];
    unordered = new byte[sequences.length][];
    pictures =
        new PictureParameterSet[h264 ? PictureParameterSet.H264_MAX : PictureParameterSet.H265_MAX];
    Arrays.fill(videos, NONE);
    Arrays.fill(unordered, NONE);
  }

  /** {@return how the video is coded} */
  public VideoCodec codec() {
    return codec;
  }

  /**
   * Takes the NAL unit between the buffer's position and limit, without a start code or length.
   * What is no parameter set is ignored.
   *
   * @param nal copied if it is kept; its position and limit stay
   * @return whether it is one that was not there, or was another
   * @throws BitstreamException when it cannot be read; the set that it would replace is forgotten
   *     then, as far as its number can be told
   */
  public boolean add(ByteBuffer nal) throws BitstreamException {
    return nal.hasRemaining() && add(nal, nal.position(), nal.limit());
  }

  /**
   * Takes the sets of an SDP: {@code sprop-parameter-sets}, {@code sprop-vps}, {@code sprop-sps} or
   * {@code sprop-pps}.
   *
   * @param sets NAL units in Base64, with commas between them
   * @throws BitstreamException when one cannot be read; those before it were taken
   */
  public void addBase64(String sets) throws BitstreamException {
    for (String set : sets.split(",", -1)) {
      byte[] nal;
      try {
        nal = Base64.getDecoder().decode(set.strip());
      } catch (IllegalArgumentException e) {
        throw new BitstreamException("parameter sets of the SDP: must be Base64 with commas");
      }
      boolean ignored = add(ByteBuffer.wrap(nal));
    }
  }

  /**
   * Takes the sets of a file's header: an {@code avcC} or {@code hvcC} record (ISO/IEC 14496-15),
   * or NAL units with start codes; between the buffer's position and limit.
   *
   * @param header copied where it is kept; its position and limit stay
   * @return of how many bytes the lengths before NAL units are in the stream; 0 stands for start
   *     codes. It is what {@link AccessUnitFilter} wants
   * @throws BitstreamException when it is none of these, or a set cannot be read
   */
  public int addConfiguration(ByteBuffer header) throws BitstreamException {
    int lengthBytes = DecoderConfiguration.lengthBytes(codec, header);
    if (lengthBytes > 0) {
      DecoderConfiguration.read(this, header);
      return lengthBytes;
    }
    NalUnits units = new NalUnits(0);
    units.begin(header, header.position());
    while (units.next()) {
      boolean ignored = add(header, units.start(), units.end());
    }
    return 0;
  }

  /**
   * {@return the {@code avcC} or {@code hvcC} record (ISO/IEC 14496-15) for MP4, and for WebCodecs
   * where units have lengths: lengths of 4 bytes, and all sets, which need not be in the stream
   * then}
   *
   * @throws IllegalStateException when there is no complete set, see {@link #sequence()}
   */
  public byte[] configuration() {
    SequenceParameterSet sequence = sequence();
    if (sequence == null) {
      throw new IllegalStateException(
          codec + ": no complete parameter sets yet, which a configuration is made of");
    }
    return DecoderConfiguration.write(this, sequence);
  }

  /**
   * {@return the first sequence that has all other sets that its pictures need; null if there is
   * none}
   */
  public @Nullable SequenceParameterSet sequence() {
    for (PictureParameterSet picture : pictures) {
      if (picture != null && isComplete(picture)) {
        return sequences[picture.sps];
      }
    }
    return null;
  }

  /** Forgets all. */
  public void clear() {
    Arrays.fill(videos, NONE);
    Arrays.fill(sequences, null);
    Arrays.fill(unordered, NONE);
    Arrays.fill(pictures, null);
  }

  boolean add(ByteBuffer data, int from, int to) throws BitstreamException {
    if (codec == VideoCodec.H264) {
      int type = to > from ? NalTypes.h264(data.get(from)) : 0;
      return type == NalTypes.H264_SPS
          ? addSequence(data, from, to)
          : type == NalTypes.H264_PPS && addPicture(data, from, to);
    }
    int type = to - from > 2 ? NalTypes.h265(data.get(from)) : 0;
    return switch (type) {
      case NalTypes.H265_VPS -> addVideo(data, from, to);
      case NalTypes.H265_SPS -> addSequence(data, from, to);
      case NalTypes.H265_PPS -> addPicture(data, from, to);
      default -> false;
    };
  }

  private boolean addVideo(ByteBuffer data, int from, int to) throws BitstreamException {
    int id = (data.get(from + 2) >> 4) & 15;
    if (isSame(videos[id], data, from, to)) {
      return false;
    }
    videos[id] = NONE;
    videos[id] = copy(data, from, to);
    return true;
  }

  private boolean addSequence(ByteBuffer data, int from, int to) throws BitstreamException {
    for (SequenceParameterSet known : sequences) {
      if (known != null && isSame(known.unit(), data, from, to)) {
        return false;
      }
    }
    byte[] unit = copy(data, from, to);
    try {
      SequenceParameterSet sequence = SequenceParameterSet.parse(codec, ByteBuffer.wrap(unit));
      sequences[sequence.id()] = sequence;
      unordered[sequence.id()] = NONE;
    } catch (BitstreamException e) {
      forgetSequence(unit);
      throw e;
    }
    return true;
  }

  /** A set that cannot be read is the one that the pictures now refer to, not that before it. */
  private void forgetSequence(byte[] unit) {
    int id = codec == VideoCodec.H264 ? H264Sps.id(unit) : H265Sps.id(unit);
    if (id >= 0 && id < sequences.length) {
      sequences[id] = null;
    }
  }

  private boolean addPicture(ByteBuffer data, int from, int to) throws BitstreamException {
    for (PictureParameterSet known : pictures) {
      if (known != null && isSame(known.unit, data, from, to)) {
        return false;
      }
    }
    PictureParameterSet picture = PictureParameterSet.read(codec, copy(data, from, to), bits);
    pictures[picture.id] = picture;
    changed = true;
    return true;
  }

  private static byte[] copy(ByteBuffer data, int from, int to) throws BitstreamException {
    if (to - from > SequenceParameterSet.MAX_BYTES) {
      throw new BitstreamException(
          "a parameter set of "
              + (to - from)
              + " bytes: must be at most "
              + SequenceParameterSet.MAX_BYTES);
    }
    byte[] unit = new byte[to - from];
    data.get(from, unit);
    return unit;
  }

  private static boolean isSame(byte[] unit, ByteBuffer data, int from, int to) {
    if (unit.length != to - from) {
      return false;
    }
    for (int i = 0; i < unit.length; i++) {
      if (unit[i] != data.get(from + i)) {
        return false;
      }
    }
    return true;
  }

  @Nullable PictureParameterSet picture(int id) {
    return id < pictures.length ? pictures[id] : null;
  }

  @Nullable SequenceParameterSet sequence(PictureParameterSet picture) {
    return sequences[picture.sps];
  }

  boolean isComplete(PictureParameterSet picture) {
    SequenceParameterSet sequence = sequences[picture.sps];
    return sequence != null && (codec == VideoCodec.H264 || hasVideo(sequence));
  }

  private boolean hasVideo(SequenceParameterSet sequence) {
    return videos[sequence.fields().vps].length > 0;
  }

  /** Calls for each set that is complete, in ascending order of their kinds and numbers. */
  void forEach(boolean reordering, Visitor visitor) {
    for (byte[] video : videos) {
      if (video.length > 0) {
        visitor.take(NalTypes.H265_VPS, video);
      }
    }
    int spsType = codec == VideoCodec.H264 ? NalTypes.H264_SPS : NalTypes.H265_SPS;
    for (int i = 0; i < sequences.length; i++) {
      SequenceParameterSet sequence = sequences[i];
      if (sequence != null && (codec == VideoCodec.H264 || hasVideo(sequence))) {
        if (!reordering && unordered[i].length == 0) {
          unordered[i] = sequence.withoutReordering();
        }
        visitor.take(spsType, reordering ? sequence.unit() : unordered[i]);
      }
    }
    int ppsType = codec == VideoCodec.H264 ? NalTypes.H264_PPS : NalTypes.H265_PPS;
    for (PictureParameterSet picture : pictures) {
      if (picture != null && isComplete(picture)) {
        visitor.take(ppsType, picture.unit);
      }
    }
  }

  /** Calls for each picture parameter set that is not as before, if it is complete. */
  void forEachChanged(Visitor visitor) {
    int type = codec == VideoCodec.H264 ? NalTypes.H264_PPS : NalTypes.H265_PPS;
    for (PictureParameterSet picture : pictures) {
      if (picture != null && picture.changed && isComplete(picture)) {
        visitor.take(type, picture.unit);
      }
    }
  }

  boolean hasChanges() {
    return changed;
  }

  void forgetChanges() {
    if (changed) {
      changed = false;
      for (PictureParameterSet picture : pictures) {
        if (picture != null && picture.changed) {
          picture.changed = !isComplete(picture); // and so not written
          changed |= picture.changed;
        }
      }
    }
  }

  /** Is given each set. */
  interface Visitor {
    void take(int type, byte[] unit);
  }
}
