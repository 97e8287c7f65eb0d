package dev.framecast.rtsp.encode;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT2020;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_CL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_ARIB_STD_B67;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE2084;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;

/**
 * What a conversion of pictures depends on. Midstream changes of any of it happen: people turn
 * cameras' settings while others watch.
 */
public record PictureFormat(
    int width,
    int height,
    int pixels,
    int colorspace,
    int range,
    int primaries,
    int transfer,
    int aspectNum,
    int aspectDen) {

  public static PictureFormat of(AVFrame frame) {
    AVRational aspect = frame.sample_aspect_ratio();
    return new PictureFormat(
        frame.width(),
        frame.height(),
        frame.format(),
        frame.colorspace(),
        frame.color_range(),
        frame.color_primaries(),
        frame.color_trc(),
        aspect.num(),
        aspect.den());
  }

  /** Whether the frame is of this format; allocates less than making another one. */
  public boolean fits(AVFrame frame) {
    return frame.width() == width
        && frame.height() == height
        && frame.format() == pixels
        && frame.colorspace() == colorspace
        && frame.color_range() == range
        && frame.color_primaries() == primaries
        && frame.color_trc() == transfer
        && isAspect(frame.sample_aspect_ratio());
  }

  private boolean isAspect(AVRational aspect) {
    return aspect.num() == aspectNum && aspect.den() == aspectDen;
  }

  /** The width with square pixels. Aspects beyond 4:1 are taken for nonsense. */
  public int displayWidth() {
    return displayWidth(width, aspectNum, aspectDen);
  }

  /** The same of any picture. */
  public static int displayWidth(int width, int aspectNum, int aspectDen) {
    if (aspectNum <= 0
        || aspectDen <= 0
        || aspectNum > 4 * aspectDen
        || aspectDen > 4 * aspectNum) {
      return width;
    }
    return (int) Math.min(65_535, Math.max(1, Math.round((double) width * aspectNum / aspectDen)));
  }

  /** The width that a rendition of at most that width gets; 0 stands for no limit. */
  int widthFor(int limit) {
    return limit == 0 ? displayWidth() : Math.min(limit, displayWidth());
  }

  /** The height that belongs to {@link #widthFor}. */
  int heightFor(int limit) {
    long width = widthFor(limit);
    return (int) Math.max(1, Math.round((double) height * width / displayWidth()));
  }

  /** Whether there is no YUV in it. */
  boolean isRgb() {
    String name = pixelName();
    return colorspace == AVCOL_SPC_RGB
        || name.contains("rgb")
        || name.contains("bgr")
        || name.contains("gbr");
  }

  /** FFmpeg's name of the pixel format. */
  String pixelName() {
    return av_get_pix_fmt_name(pixels).getString(StandardCharsets.US_ASCII);
  }

  /** The number of the matrix for FFmpeg's filters, which refuse those that its scaler lacks. */
  int filterColorspace() {
    return isKnownMatrix() ? colorspace : AVCOL_SPC_UNSPECIFIED;
  }

  /** Whether FFmpeg's scaler has the matrix: not YCgCo, ICtCp, reserved numbers and the like. */
  boolean isKnownMatrix() {
    return switch (colorspace) {
      case AVCOL_SPC_RGB,
          AVCOL_SPC_BT709,
          AVCOL_SPC_UNSPECIFIED,
          AVCOL_SPC_FCC,
          AVCOL_SPC_BT470BG,
          AVCOL_SPC_SMPTE170M,
          AVCOL_SPC_SMPTE240M,
          AVCOL_SPC_BT2020_NCL ->
          true;
      default -> false;
    };
  }

  /** For messages; what its numbers mean is in H.273. */
  @Override
  public String toString() {
    return width
        + "x"
        + height
        + " in "
        + pixelName()
        + " (matrix "
        + colorspace
        + ", primaries "
        + primaries
        + ", transfer "
        + transfer
        + ")";
  }

  /** Whether there is no colour in it. */
  boolean isGrey() {
    return pixelName().startsWith("gray");
  }

  /** FFmpeg's name of a transfer of high dynamic range (PQ, HLG), or null of any other. */
  @Nullable String highTransfer() {
    return switch (transfer) {
      case AVCOL_TRC_SMPTE2084 -> "smpte2084";
      case AVCOL_TRC_ARIB_STD_B67 -> "arib-std-b67";
      default -> null;
    };
  }

  /** Whether its red, green and blue are those of BT.2020. */
  boolean isWide() {
    return primaries == AVCOL_PRI_BT2020;
  }

  boolean isFullRange() {
    return range == AVCOL_RANGE_JPEG;
  }

  /** Whether it says so; most that say nothing are, but for grey. */
  boolean isLimitedRange() {
    return range == AVCOL_RANGE_MPEG;
  }

  /** Whether the colours are what JPEG means by them (JFIF 1.02): full-range BT.601. */
  boolean isJpegColour() {
    return isFullRange() && matrix().equals("smpte170m");
  }

  /**
   * FFmpeg's name of the matrix. Where the stream does not say, HD is taken for BT.709 and the rest
   * for BT.601, as players do.
   */
  String matrix() {
    if (colorspace == AVCOL_SPC_BT709) {
      return "bt709";
    } else if (colorspace == AVCOL_SPC_SMPTE240M) {
      return "smpte240m";
    } else if (colorspace == AVCOL_SPC_BT2020_NCL || colorspace == AVCOL_SPC_BT2020_CL) {
      return "bt2020";
    } else if (colorspace == AVCOL_SPC_SMPTE170M
        || colorspace == AVCOL_SPC_BT470BG
        || colorspace == AVCOL_SPC_FCC
        || colorspace == AVCOL_SPC_RGB) {
      return "smpte170m";
    }
    return colorspace == AVCOL_SPC_UNSPECIFIED && height < 720 ? "smpte170m" : "bt709";
  }
}
