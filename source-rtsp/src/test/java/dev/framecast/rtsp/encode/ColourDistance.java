package dev.framecast.rtsp.encode;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.Shots;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;
import java.util.function.IntFunction;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * By how much the colours of our pictures differ from what they should be, at most and of 255.
 *
 * @param jpeg of a JPEG
 * @param pixels of BGR
 */
record ColourDistance(ColourInput input, int jpeg, int pixels) {

  /** Of a picture of the 64 colours, by the red, green and blue that each patch should have. */
  static ColourDistance of(ColourInput input, IntFunction<int[]> expected) throws Exception {
    AVFrame frame = input.frame();
    FrameSlot slot = new FrameSlot();
    FrameSlot raw = new FrameSlot();
    try (JpegRendition jpegs = new JpegRendition(Rendition.jpeg(0, 95));
        RawRendition bgr = new RawRendition(Rendition.bgr24(0))) {
      jpegs.write(frame, slot);
      bgr.write(frame, raw);
    }
    av_frame_free(frame);
    byte[] jpeg = new byte[slot.length()];
    slot.bytes().get(jpeg);
    int ofPixels = 0;
    for (int patch = 0; patch < ColourInput.PATCHES; patch++) {
      int[] right = expected.apply(patch);
      for (int channel = 0; channel < 3; channel++) {
        int at = 3 * ColourInput.middle(patch) + 2 - channel;
        ofPixels = Math.max(ofPixels, Math.abs((raw.bytes().get(at) & 255) - right[channel]));
      }
    }
    return new ColourDistance(input, ofJpeg(jpeg, expected), ofPixels);
  }

  /** The same of a JPEG alone. */
  static int ofJpeg(byte[] jpeg, IntFunction<int[]> expected) throws IOException {
    BufferedImage image = Shots.image(jpeg);
    int most = 0;
    for (int patch = 0; patch < ColourInput.PATCHES; patch++) {
      int at = ColourInput.middle(patch);
      int seen = image.getRGB(at % ColourInput.SIDE, at / ColourInput.SIDE);
      int[] right = expected.apply(patch);
      for (int channel = 0; channel < 3; channel++) {
        most = Math.max(most, Math.abs((seen >> (16 - 8 * channel) & 255) - right[channel]));
      }
    }
    return most;
  }

  /** A line of the table in docs/guides/pictures.md. */
  String row() {
    return String.format(
        Locale.ROOT, "| %s | `%s` | %d | %d |", input.name(), input.pixels(), jpeg, pixels);
  }
}
