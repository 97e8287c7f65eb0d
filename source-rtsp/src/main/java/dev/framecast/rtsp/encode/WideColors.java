package dev.framecast.rtsp.encode;

import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;

import java.util.Set;

/**
 * Colours and brightness beyond what a JPEG shows: PQ and HLG of high dynamic range, and the
 * colours of BT.2020. They are brought into range by zimg and FFmpeg's {@code tonemap}, in floating
 * point: a table of colours ({@code lut3d}) took longer than the computation.
 */
final class WideColors {
  /** What zscale takes. */
  private static final Set<String> KNOWN =
      Set.of(
          "yuv420p",
          "yuv422p",
          "yuv444p",
          "yuv420p10le",
          "yuv422p10le",
          "yuv444p10le",
          "yuv420p12le",
          "yuv422p12le",
          "yuv444p12le");

  /**
   * White of SDR is 100 nits, and 1000 are the brightest: what FFmpeg takes for granted where a
   * stream does not say. What streams say is not heeded, as it is wrong too often.
   */
  private static final String TONES = "tonemap=hable:desat=0:peak=10";

  private WideColors() {}

  /** Whether a picture has such, and FFmpeg was built with what it takes. */
  static boolean areIn(PictureFormat from) {
    boolean wide = from.isWide() || from.highTransfer() != null;
    return wide && !from.isRgb() && !from.isGrey() && avfilter_get_by_name("zscale") != null;
  }

  /**
   * Appends the filters that make full-range BT.601 in 4:2:0 of it.
   *
   * @param odd whether width or height is
   */
  static void describe(PictureFormat from, boolean odd, StringBuilder graph) {
    if (odd) {
      graph.append(",format=yuv444p10le"); // zimg refuses half pixels
    } else if (!KNOWN.contains(from.pixelName())) {
      graph.append(",format=yuv420p10le");
    }
    String high = from.highTransfer();
    graph.append(",zscale=matrixin=").append(zimgMatrix(from));
    graph.append(":rangein=").append(from.isFullRange() ? "full" : "limited");
    graph.append(":primariesin=").append(from.isWide() ? "bt2020" : "bt709");
    graph.append(":primaries=bt709");
    if (high == null) {
      graph.append(":transferin=bt709");
    } else {
      graph.append(":transferin=").append(high).append(":transfer=linear:npl=100");
      graph.append(",format=gbrpf32le,").append(TONES).append(",zscale=");
    }
    // By way of RGB, where what no JPEG shows is cut off. Cut off in YUV it would be another hue.
    graph.append(high == null ? ":" : "").append("transfer=bt709:matrix=gbr:range=full");
    graph.append(",format=gbrp,scale=out_color_matrix=smpte170m:out_range=pc,format=yuvj420p");
  }

  private static String zimgMatrix(PictureFormat from) {
    return switch (from.matrix()) {
      case "bt2020" -> "bt2020nc";
      case "smpte170m" -> "smpte170m";
      default -> "bt709"; // and SMPTE 240M, which zscale does not have, and is almost the same
    };
  }
}
