package dev.framecast.rtsp.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT2020;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_ARIB_STD_B67;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE2084;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * What cameras send, as a picture of 64 colours.
 *
 * @param name for people
 * @param pixels FFmpeg's name of the format
 * @param bits of a sample
 * @param high {@code smpte2084}, {@code arib-std-b67}, or nothing
 */
record ColourInput(
    String name, String pixels, int bits, boolean full, String matrix, boolean wide, String high) {
  static final int SIDE = 256;
  static final int PATCH = 32;
  static final int PATCHES = 64;

  static List<ColourInput> all() {
    List<ColourInput> all = new ArrayList<>();
    for (String matrix : new String[] {"smpte170m", "bt709"}) {
      String name = matrix.equals("bt709") ? "BT.709" : "BT.601";
      for (boolean full : new boolean[] {false, true}) {
        String range = full ? ", full range" : ", limited range";
        all.add(new ColourInput(name + range, "yuv420p", 8, full, matrix, false, ""));
        all.add(new ColourInput(name + range, "yuv422p", 8, full, matrix, false, ""));
        all.add(new ColourInput(name + range, "yuv444p", 8, full, matrix, false, ""));
        all.add(new ColourInput(name + range, "yuv420p10le", 10, full, matrix, false, ""));
        all.add(new ColourInput(name + range, "yuv422p10le", 10, full, matrix, false, ""));
      }
    }
    for (String pixels : new String[] {"yuv420p", "yuv420p10le", "yuv422p10le", "yuv444p10le"}) {
      int bits = pixels.contains("10") ? 10 : 8;
      all.add(new ColourInput("BT.2020, SDR", pixels, bits, false, "bt2020nc", true, ""));
    }
    for (String pixels : new String[] {"yuv420p10le", "yuv422p10le", "yuv444p10le"}) {
      all.add(new ColourInput("BT.2020, PQ", pixels, 10, false, "bt2020nc", true, "smpte2084"));
      all.add(new ColourInput("BT.2020, HLG", pixels, 10, false, "bt2020nc", true, "arib-std-b67"));
    }
    for (boolean full : new boolean[] {false, true}) {
      String name = full ? "grey, full range" : "grey, limited range";
      all.add(new ColourInput(name, "gray", 8, full, "bt709", false, ""));
      all.add(new ColourInput(name, "gray10le", 10, full, "bt709", false, ""));
    }
    return all;
  }

  boolean isGrey() {
    return pixels.startsWith("gray");
  }

  /** Red, green and blue of a patch, 0 to 1, as the signal is. */
  double[] signal(int patch) {
    if (isGrey()) {
      double grey = patch / (PATCHES - 1.0);
      return new double[] {grey, grey, grey};
    }
    // PQ ends at 10000 nits, and 0.75 is 983, beyond which there is nothing but white.
    double most = high.equals("smpte2084") && patch % 2 == 0 ? 0.75 : 1;
    int red = patch % 4;
    int green = patch / 4 % 4;
    int blue = patch / 16;
    return new double[] {most * red / 3, most * green / 3, most * blue / 3};
  }

  /** Red, green and blue of a patch that is shown as it is. */
  int[] exact(int patch) {
    double[] rgb = signal(patch);
    return new int[] {
      (int) Math.round(255 * rgb[0]), (int) Math.round(255 * rgb[1]), (int) Math.round(255 * rgb[2])
    };
  }

  /** The picture's planes, row by row without gaps, by the formulas of the standards. */
  byte[][] planes() {
    int count = isGrey() ? 1 : 3;
    byte[][] planes = new byte[count][];
    for (int plane = 0; plane < count; plane++) {
      int across = plane > 0 && !pixels.contains("444") ? 2 : 1;
      int down = plane > 0 && pixels.contains("420") ? 2 : 1;
      int wide = bits > 8 ? 2 : 1;
      byte[] bytes = new byte[SIDE / across * (SIDE / down) * wide];
      for (int at = 0; at < bytes.length; at += wide) {
        int x = at / wide % (SIDE / across) * across;
        int y = at / wide / (SIDE / across) * down;
        int code = code(signal(y / PATCH * (SIDE / PATCH) + x / PATCH), plane);
        bytes[at] = (byte) code;
        if (wide == 2) {
          bytes[at + 1] = (byte) (code >> 8);
        }
      }
      planes[plane] = bytes;
    }
    return planes;
  }

  private int code(double[] rgb, int plane) {
    double red = matrix.equals("bt709") ? 0.2126 : matrix.equals("bt2020nc") ? 0.2627 : 0.299;
    double blue = matrix.equals("bt709") ? 0.0722 : matrix.equals("bt2020nc") ? 0.0593 : 0.114;
    double luma = red * rgb[0] + (1 - red - blue) * rgb[1] + blue * rgb[2];
    double one = 1 << (bits - 8);
    double top = (1 << bits) - 1;
    if (plane == 0) {
      return (int) Math.round(full ? top * luma : one * (16 + 219 * luma));
    }
    double colour = plane == 1 ? (rgb[2] - luma) / 2 / (1 - blue) : (rgb[0] - luma) / 2 / (1 - red);
    double code = one * 128 + colour * (full ? top : one * 224);
    return (int) Math.round(Math.min(top, Math.max(0, code)));
  }

  /** The picture as a decoder gives it out. */
  AVFrame frame() {
    AVFrame frame = empty(SIDE, SIDE);
    byte[][] planes = planes();
    for (int plane = 0; plane < planes.length; plane++) {
      int down = plane > 0 && pixels.contains("420") ? 2 : 1;
      int row = planes[plane].length / (SIDE / down);
      BytePointer to = frame.data(plane);
      for (int y = 0; y < SIDE / down; y++) {
        to.position((long) y * frame.linesize(plane)).put(planes[plane], y * row, row);
      }
    }
    return frame;
  }

  /** A picture of any size with nothing in it yet. */
  AVFrame empty(int width, int height) {
    AVFrame frame = av_frame_alloc();
    frame.width(width).height(height).format(av_get_pix_fmt(pixels));
    frame.color_range(full ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
    frame.colorspace(
        switch (matrix) {
          case "bt709" -> AVCOL_SPC_BT709;
          case "bt2020nc" -> AVCOL_SPC_BT2020_NCL;
          default -> AVCOL_SPC_SMPTE170M;
        });
    frame.color_primaries(wide ? AVCOL_PRI_BT2020 : AVCOL_PRI_BT709);
    frame.color_trc(
        switch (high) {
          case "smpte2084" -> AVCOL_TRC_SMPTE2084;
          case "arib-std-b67" -> AVCOL_TRC_ARIB_STD_B67;
          default -> AVCOL_TRC_BT709;
        });
    assertThat(av_frame_get_buffer(frame, 0)).isZero();
    return frame;
  }

  /** Filters that make the reference: planes of green, blue and red, by zimg and tonemap. */
  String reference() {
    String in = "zscale=rangein=" + (full ? "full" : "limited") + ":matrixin=" + matrix;
    in += ":primariesin=" + (wide ? "bt2020" : "bt709");
    if (high.isEmpty()) {
      return in
          + ":transferin=bt709:transfer=bt709:primaries=bt709:matrix=gbr:range=full,format=gbrp";
    }
    return in
        + ":transferin="
        + high
        + ":transfer=linear:npl=100:matrix=gbr:primaries=bt2020,format=gbrpf32le,zscale=primaries=bt709,"
        + "tonemap=hable:desat=0,zscale=transfer=bt709:matrix=gbr:range=full,format=gbrp";
  }

  /** Where a patch's middle is, counted row by row. */
  static int middle(int patch) {
    int x = patch % (SIDE / PATCH) * PATCH + PATCH / 2;
    int y = patch / (SIDE / PATCH) * PATCH + PATCH / 2;
    return y * SIDE + x;
  }

  /** Red, green and blue that a patch has in the reference's planes. */
  int[] seen(byte[] reference, int patch) {
    int at = middle(patch);
    int size = SIDE * SIDE;
    return new int[] {
      reference[at + 2 * size] & 255, reference[at] & 255, reference[at + size] & 255
    };
  }

  @Override
  public String toString() {
    return name + ", " + pixels;
  }
}
