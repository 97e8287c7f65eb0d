package dev.framecast.mp4;

import dev.framecast.frame.VideoFormat;

/**
 * What an MP4 of fragments begins with (ISO 14496-12): which brand it is, and a track without
 * samples that says what the fragments' samples are.
 */
final class Mp4Header {
  /** Ticks a second, as all who send video count. */
  static final int TICKS = 90_000;

  private static final int TRACK = 1;
  private static final int DOTS_PER_INCH = 0x00480000;
  private static final int[] UNMOVED = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};

  private Mp4Header() {}

  /** Puts what kind of file it is, which is known before the video is. */
  static void putBrand(Boxes out) {
    out.begin("ftyp").text("iso6").number(1).text("iso6").text("mp41").end();
  }

  /**
   * Puts the track.
   *
   * @param configuration what decoders are set up with: {@code avcC} or {@code hvcC}
   */
  static void putTrack(VideoFormat format, byte[] configuration, Boxes out) {
    out.begin("moov");
    out.begin("mvhd", 0, 0).zeros(8).number(TICKS).number(0);
    out.number(0x10000).shortNumber(0x100).zeros(10);
    matrix(out).zeros(24).number(TRACK + 1).end();
    track(format, configuration, out);
    out.begin("mvex");
    out.begin("trex", 0, 0).number(TRACK).number(1).zeros(12).end();
    out.end();
    out.end();
  }

  private static void track(VideoFormat format, byte[] configuration, Boxes out) {
    int shown = 3; // enabled, and in the presentation
    out.begin("trak");
    out.begin("tkhd", 0, shown).zeros(8).number(TRACK).zeros(8).zeros(16);
    matrix(out).number(format.width() << 16).number(format.height() << 16).end();
    out.begin("mdia");
    out.begin("mdhd", 0, 0).zeros(8).number(TICKS).number(0);
    out.shortNumber(0x55c4).shortNumber(0).end(); // language: und
    out.begin("hdlr", 0, 0).number(0).text("vide").zeros(12).text("video").zeros(1).end();
    out.begin("minf");
    out.begin("vmhd", 0, 1).zeros(8).end();
    out.begin("dinf").begin("dref", 0, 0).number(1).begin("url ", 0, 1).end().end().end();
    out.begin("stbl");
    out.begin("stsd", 0, 0).number(1);
    sample(format, configuration, out);
    out.end();
    for (String empty : new String[] {"stts", "stsc", "stco"}) {
      out.begin(empty, 0, 0).number(0).end();
    }
    out.begin("stsz", 0, 0).number(0).number(0).end();
    out.end().end().end().end();
  }

  /** Parameter sets are in the samples as well, which the names avc3 and hev1 allow. */
  private static void sample(VideoFormat format, byte[] configuration, Boxes out) {
    boolean h264 =
        switch (format.format()) {
          case H264 -> true;
          case H265 -> false;
          default -> throw new IllegalArgumentException("format " + format.format());
        };
    out.begin(h264 ? "avc3" : "hev1").zeros(6).shortNumber(1).zeros(16);
    out.shortNumber(format.width()).shortNumber(format.height());
    out.number(DOTS_PER_INCH).number(DOTS_PER_INCH).number(0).shortNumber(1);
    out.zeros(32).shortNumber(24).shortNumber(-1);
    out.begin(h264 ? "avcC" : "hvcC").bytes(configuration).end();
    out.end();
  }

  private static Boxes matrix(Boxes out) {
    for (int value : UNMOVED) {
      out.number(value);
    }
    return out;
  }
}
