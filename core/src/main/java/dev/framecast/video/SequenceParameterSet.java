package dev.framecast.video;

import java.nio.ByteBuffer;

/**
 * What a sequence parameter set (SPS) says of the pictures that refer to it: H.264, 7.3.2.1.1, with
 * its VUI (E.1.1); H.265, 7.3.2.2, with its VUI up to the time scale (E.2.1). Immutable; no method
 * blocks.
 */
public final class SequenceParameterSet {
  /** Bytes that a parameter set may have. Real ones have 20 to 200. */
  public static final int MAX_BYTES = 4096;

  /** Pixels that a picture may have in a row or column. */
  public static final int MAX_SIDE = 16384;

  private final SpsFields fields;
  private final byte[] bytes;

  private SequenceParameterSet(SpsFields fields, byte[] bytes) {
    this.fields = fields;
    this.bytes = bytes;
  }

  /**
   * Reads the NAL unit between the buffer's position and limit, and leaves both where they are.
   *
   * @param codec how the video is coded
   * @param nal from its header on, without a start code or length; copied
   * @return what it says
   * @throws BitstreamException when it is no SPS of that codec, cut off, or beyond bounds. A VUI
   *     that is cut off is none, which some cameras send
   */
  public static SequenceParameterSet parse(VideoCodec codec, ByteBuffer nal)
      throws BitstreamException {
    byte[] bytes = new byte[Math.min(MAX_BYTES + 1, nal.remaining())];
    nal.duplicate().get(bytes);
    if (bytes.length > MAX_BYTES) {
      throw new BitstreamException(
          "a sequence parameter set of "
              + nal.remaining()
              + " bytes: must be at most "
              + MAX_BYTES);
    }
    SpsFields fields = codec == VideoCodec.H264 ? H264Sps.read(bytes) : H265Sps.read(bytes);
    return new SequenceParameterSet(fields, bytes);
  }

  SpsFields fields() {
    return fields;
  }

  /** The NAL unit itself, which nobody may change. */
  byte[] unit() {
    return bytes;
  }

  /** {@return how the video is coded} */
  public VideoCodec codec() {
    return fields.codec;
  }

  /** {@return the number by which picture parameter sets refer to it: 0 to 31, with H.265 to 15} */
  public int id() {
    return fields.id;
  }

  /**
   * {@return the codec's name for {@code VideoDecoder.configure}, {@code canPlayType} and the like
   * (RFC 6381, ISO/IEC 14496-15 Annex E): {@code avc1.640028}, {@code hev1.1.6.L93.B0}} {@code
   * hev1} says that parameter sets are in the stream.
   */
  public String codecString() {
    return fields.codecString();
  }

  /** {@return the width of the pictures as they are shown, so without what is cropped; pixels} */
  public int width() {
    return fields.width();
  }

  /** {@return the height of the pictures as they are shown, so without what is cropped; pixels} */
  public int height() {
    return fields.height();
  }

  /** {@return the width of the pictures as they are coded; pixels} */
  public int codedWidth() {
    return fields.codedWidth;
  }

  /**
   * {@return the height of the pictures as they are coded, of whole frames also if interlaced;
   * pixels}
   */
  public int codedHeight() {
    return fields.codedHeight;
  }

  /** {@return how wide a pixel is shown, in units of {@link #pixelHeight}; 1 unless told} */
  public int pixelWidth() {
    return fields.pixelWidth;
  }

  /** {@return how high a pixel is shown, in units of {@link #pixelWidth}; 1 unless told} */
  public int pixelHeight() {
    return fields.pixelHeight;
  }

  /** {@return {@code chroma_format_idc}: 0 is monochrome, 1 is 4:2:0, 2 is 4:2:2, 3 is 4:4:4} */
  public int chromaFormat() {
    return fields.chromaFormat;
  }

  /** {@return bits of a sample, of brightness or colour, whichever has more: 8 to 16} */
  public int bitDepth() {
    return Math.max(fields.lumaBits, fields.chromaBits);
  }

  /**
   * {@return {@code profile_idc}: with H.264 66 is Baseline, 77 Main, 100 High; with H.265 1 is
   * Main}
   */
  public int profile() {
    return fields.profile;
  }

  /** {@return {@code level_idc}: ten times the level with H.264, thirty times with H.265} */
  public int level() {
    return fields.level;
  }

  /**
   * {@return whether there may be fields instead of frames; with H.265 whether all pictures are
   * fields}
   */
  public boolean isInterlaced() {
    return fields.interlaced;
  }

  /** {@return how many frames the decoder keeps for reference at most} */
  public int referenceFrames() {
    return fields.referenceFrames;
  }

  /**
   * {@return how many pictures may come before one that is shown before them: 0 where pictures are
   * shown in the order in which they come} -1 where the stream does not say, so that decoders may
   * hold as many back as the level allows.
   */
  public int reorderedFrames() {
    return fields.reorderedFrames;
  }

  /**
   * {@return frames a second by the time scale, or 0 if the stream does not say} Cameras often lie.
   */
  public double framesPerSecond() {
    return fields.framesPerSecond;
  }

  /** {@return the NAL unit from its header on; a copy} */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * {@return the NAL unit, changed to say that pictures are shown in the order in which they come,
   * and nothing else: decoders then hold no picture back} Right only for streams of which this is
   * true. The same bytes if it is said already, or if there is no way to say it (a VUI that is cut
   * off).
   */
  public byte[] withoutReordering() {
    return NoReordering.rewrite(fields, bytes);
  }
}
