package dev.framecast.examples.page;

import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Video that is played over and over, with a key frame at its beginning and a number in each
 * picture (TestPatternSource has the same strip), and JPEGs of it.
 */
final class VideoClip {
  private static final int CELLS = 28;
  private static final Map<String, VideoClip> MADE = new ConcurrentHashMap<>();

  private final int width;
  private final int height;
  private final Clip clip;
  private final Map<Integer, List<byte[]>> jpegs = new ConcurrentHashMap<>();

  private VideoClip(int width, int height, int count) {
    this.width = width;
    this.height = height;
    clip = Clip.h264(width, height, count, Matrix.BT709, VideoClip::paint);
  }

  /** Video of that size and so many pictures. */
  static VideoClip of(int width, int height, int count) {
    return MADE.computeIfAbsent(
        width + "x" + height + "x" + count, name -> new VideoClip(width, height, count));
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** For an RTSP camera. */
  Clip clip() {
    return clip;
  }

  int count() {
    return clip.pictures().size();
  }

  /** One access unit with start codes; the first is a key frame. */
  byte[] unit(int index) {
    return clip.pictures().get(index);
  }

  /** The same picture as a JPEG of that width, or of the video's own where it is 0. */
  byte[] jpeg(int index, int asked) {
    int wide = asked == 0 ? width : Math.min(asked, width);
    return jpegs
        .computeIfAbsent(
            wide,
            size -> {
              List<byte[]> made = new ArrayList<>();
              for (int i = 0; i < count(); i++) {
                made.add(Clip.jpeg(size, size * height / width, i, VideoClip::paint));
              }
              return made;
            })
        .get(index);
  }

  /** By RFC 6381, of the parameter set that stands before the key frame. */
  String codec() {
    byte[] key = unit(0);
    for (int at = 0; at + 6 < key.length; at++) {
      if (key[at] == 0 && key[at + 1] == 0 && key[at + 2] == 1 && (key[at + 3] & 31) == 7) {
        return String.format("avc1.%02x%02x%02x", key[at + 4], key[at + 5], key[at + 6]);
      }
    }
    throw new IllegalStateException("a key frame without a parameter set");
  }

  private static void paint(Graphics2D canvas, int width, int height, int index) {
    Painter.BALL.paint(canvas, width, height, index);
    int ones = Integer.bitCount(index);
    for (int cell = 0; cell < CELLS; cell++) {
      boolean lit =
          switch (cell) {
            case 0, CELLS - 1 -> true;
            case 1 -> false;
            case CELLS - 2 -> ones % 2 == 1;
            default -> (index >> (CELLS - 3 - cell) & 1) == 1;
          };
      canvas.setColor(lit ? Color.WHITE : Color.BLACK);
      int from = width * cell / CELLS;
      int top = height - height / 10;
      canvas.fillRect(from, top, width * (cell + 1) / CELLS - from, height - top);
    }
  }
}
