package dev.framecast.video;

import dev.framecast.internal.BitReader;

/** What was read of an SPS. Filled by one thread, and not changed afterwards. */
final class SpsFields {
  private static final int[][] PIXEL_ASPECTS = {
    {1, 1}, {1, 1}, {12, 11}, {10, 11}, {16, 11}, {40, 33}, {24, 11}, {20, 11}, {32, 11}, {80, 33},
    {18, 11}, {15, 11}, {64, 33}, {160, 99}, {4, 3}, {3, 2}, {2, 1}
  };
  private static final int EXTENDED_ASPECT = 255;

  final VideoCodec codec;
  int id;
  int codedWidth;
  int codedHeight;
  int cropLeft;
  int cropRight;
  int cropTop;
  int cropBottom;
  int pixelWidth = 1;
  int pixelHeight = 1;
  int chromaFormat = 1;
  boolean separatePlanes;
  int lumaBits = 8;
  int chromaBits = 8;
  int profile;
  int level;
  boolean interlaced;
  int referenceFrames;
  int bufferedFrames = -1;
  int reorderedFrames = -1;
  double framesPerSecond;

  /** From the profile to the level: 3 bytes with H.264, 12 with H.265 (profile_tier_level). */
  byte[] profileBytes = new byte[0];

  /** With H.265: the video parameter set that it refers to. */
  int vps;

  /** With H.265: how many temporal sub-layers there are, and whether each can be switched to. */
  int subLayers = 1;

  boolean nested;

  /** Bits of pic_order_cnt_lsb; 0 where pictures are numbered in another way. */
  int orderBits;

  /** With H.264: bits of frame_num. */
  int frameNumberBits;

  /** Bits before those that say how pictures are reordered; -1 where that cannot be said. */
  int reorderingAt = -1;

  /** With H.264: whether there is a VUI, which then ends with those bits. */
  boolean hasVui;

  SpsFields(VideoCodec codec) {
    this.codec = codec;
  }

  int width() {
    return codedWidth - cropLeft - cropRight;
  }

  int height() {
    return codedHeight - cropTop - cropBottom;
  }

  /** {@code SubWidthC}: pixels across that share a sample of colour. */
  int chromaAcross() {
    return !separatePlanes && (chromaFormat == 1 || chromaFormat == 2) ? 2 : 1;
  }

  /** {@code SubHeightC}. */
  int chromaDown() {
    return !separatePlanes && chromaFormat == 1 ? 2 : 1;
  }

  String codecString() {
    return codec == VideoCodec.H264 ? h264String() : h265String();
  }

  private String h264String() {
    return String.format(
        "avc1.%02X%02X%02X", profileBytes[0] & 255, profileBytes[1] & 255, profileBytes[2] & 255);
  }

  private String h265String() {
    StringBuilder text = new StringBuilder("hev1.");
    int space = (profileBytes[0] & 255) >> 6;
    if (space > 0) {
      text.append((char) ('A' + space - 1));
    }
    int compatible = 0;
    for (int i = 1; i <= 4; i++) {
      compatible = (compatible << 8) | (profileBytes[i] & 255);
    }
    text.append(profile).append('.');
    text.append(String.format("%X", Integer.reverse(compatible)));
    text.append((profileBytes[0] & 0x20) == 0 ? ".L" : ".H").append(level);
    int last = 10;
    while (last > 4 && profileBytes[last] == 0) {
      last--;
    }
    for (int i = 5; i <= last; i++) {
      text.append(String.format(".%X", profileBytes[i] & 255));
    }
    return text.toString();
  }

  /** The beginning of the VUI, which is the same in both codecs. */
  void readPicture(BitReader bits) {
    if (bits.flag()) {
      int aspect = bits.number(8);
      int across = 0;
      int down = 0;
      if (aspect == EXTENDED_ASPECT) {
        across = bits.number(16);
        down = bits.number(16);
      } else if (aspect < PIXEL_ASPECTS.length) {
        across = PIXEL_ASPECTS[aspect][0];
        down = PIXEL_ASPECTS[aspect][1];
      }
      if (across > 0 && down > 0) {
        pixelWidth = across;
        pixelHeight = down;
      }
    }
    if (bits.flag()) { // overscan
      bits.skip(1);
    }
    if (bits.flag()) { // video signal
      bits.skip(4);
      if (bits.flag()) {
        bits.skip(24);
      }
    }
    if (bits.flag()) { // where samples of colour are
      bits.skipGolombs(2);
    }
  }

  /** The time scale; ticks is how many of its units a frame has. */
  void readTimes(BitReader bits, int ticks) {
    long units = bits.number32();
    long scale = bits.number32();
    framesPerSecond = units > 0 && scale > 0 ? (double) scale / units / ticks : 0;
  }

  void forgetVui() {
    pixelWidth = 1;
    pixelHeight = 1;
    framesPerSecond = 0;
  }

  /** Checks what both codecs bound. */
  void check(BitReader bits) throws BitstreamException {
    if (!bits.isWithin()) {
      throw new BitstreamException("a sequence parameter set that is cut off");
    }
    atMost("width", codedWidth, SequenceParameterSet.MAX_SIDE);
    atMost("height", codedHeight, SequenceParameterSet.MAX_SIDE);
    long across = (long) codedWidth - cropLeft - cropRight;
    long down = (long) codedHeight - cropTop - cropBottom;
    if (across < 1 || down < 1) {
      throw new BitstreamException(
          "a picture of " + codedWidth + "x" + codedHeight + " cropped to " + across + "x" + down);
    }
  }

  static int atMost(String name, int value, int most) throws BitstreamException {
    if (value < 0 || value > most) {
      throw new BitstreamException(
          "sequence parameter set: " + name + " " + value + ": must be at most " + most);
    }
    return value;
  }
}
