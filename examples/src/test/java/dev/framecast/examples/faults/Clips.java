package dev.framecast.examples.faults;

import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.H264Payloader;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.Payloader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What RTSP cameras play: a second of video with one key frame, over and over. */
final class Clips {
  static final int WIDTH = 160;
  static final int OTHER_WIDTH = 192;
  static final int MJPEG_WIDTH = 96;

  private static final int PICTURES = 25;
  private static final Clip USUAL = h264(WIDTH, 120);
  private static final Clip OTHER = h264(OTHER_WIDTH, 144);
  private static final Clip MJPEG = Clip.mjpeg(MJPEG_WIDTH, 64, PICTURES, Painter.BALL);
  private static final Payloader PAYLOADER = new H264Payloader();

  private Clips() {}

  private static Clip h264(int width, int height) {
    return Clip.h264(width, height, PICTURES, Matrix.BT601, Painter.BALL);
  }

  static Clip usual() {
    return USUAL;
  }

  static Clip other() {
    return OTHER;
  }

  static Clip mjpeg() {
    return MJPEG;
  }

  /** Five pictures a second. */
  static Clip slow() {
    List<byte[]> pictures = new ArrayList<>();
    for (byte[] picture : USUAL.pictures()) {
      pictures.add(picture);
      for (int i = 0; i < 4; i++) {
        pictures.add(new byte[0]); // the time of a picture that is not sent
      }
    }
    return new Clip(
        USUAL.media(),
        pictures,
        PICTURES,
        picture -> picture.length == 0 ? List.of() : PAYLOADER.payloads(picture));
  }

  /** Only the first half of each picture. */
  static Clip cut() {
    return with(picture -> PAYLOADER.payloads(Arrays.copyOf(picture, picture.length / 2)));
  }

  static Clip empty() {
    return with(picture -> List.of(new byte[0]));
  }

  static Clip garbage() {
    Random random = new Random(1);
    return with(
        picture -> {
          byte[] bytes = new byte[picture.length];
          random.nextBytes(bytes);
          return List.of(Arrays.copyOf(bytes, Math.min(bytes.length, Payloader.ROOM)));
        });
  }

  private static Clip with(Payloader payloader) {
    return new Clip(USUAL.media(), USUAL.pictures(), PICTURES, payloader);
  }
}
