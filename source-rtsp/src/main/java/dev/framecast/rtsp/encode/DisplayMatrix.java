package dev.framecast.rtsp.encode;

import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import dev.framecast.frame.FrameSlot;
import dev.framecast.jpeg.Turn;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.IntPointer;

/** How a picture lies by the word of its container or of the video in it (SEI). */
final class DisplayMatrix {
  private static final int BYTES = 9 * Integer.BYTES;

  private DisplayMatrix() {}

  /** Has the picture's own word come before the turn that the slot wishes, where it counts. */
  static void heed(AVFrame picture, FrameSlot slot) {
    if (slot.heedsExif()) {
      slot.turn(turn(picture).then(slot.turn()), false);
    }
  }

  /**
   * What brings the picture upright: the nearest turn by a multiple of 90 degrees, and none where
   * nothing is said.
   */
  static Turn turn(AVFrame picture) {
    AVFrameSideData said = av_frame_get_side_data(picture, AV_FRAME_DATA_DISPLAYMATRIX);
    if (said == null || said.isNull() || said.size() < BYTES) {
      return Turn.NONE;
    }
    // A pixel at x, y is shown at (x * a + y * c, x * b + y * d).
    IntPointer matrix = new IntPointer(said.data());
    return turn(matrix.get(0), matrix.get(1), matrix.get(3), matrix.get(4));
  }

  static Turn turn(long a, long b, long c, long d) {
    boolean transposes = Math.abs(b) + Math.abs(c) > Math.abs(a) + Math.abs(d);
    boolean across = (transposes ? c : a) < 0;
    boolean down = (transposes ? b : d) < 0;
    Turn turn = transposes ? Turn.TRANSPOSED : Turn.NONE;
    turn = across ? turn.then(Turn.FLIPPED) : turn;
    return down ? turn.then(Turn.UPSIDE_DOWN) : turn;
  }
}
