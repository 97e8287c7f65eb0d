package dev.framecast.webcam;

import java.util.Set;

/** Formats as V4L2 and OpenCV name them: by four letters, in a number. */
final class FourCc {
  /** Whole JPEGs, too: some drivers call MJPG so. */
  static final int JPEG = of("JPEG");

  static final int H264 = of("H264");
  static final int HEVC = of("HEVC");

  /** Of streams in which pictures refer to each other; OpenCV hands their bytes on as a picture. */
  private static final Set<String> STREAMS =
      Set.of(
          "H264", "AVC1", "H265", "HEVC", "VP80", "VP90", "AV01", "MPG1", "MPG2", "MPG4", "MPEG");

  private FourCc() {}

  /** The number of four letters. */
  static int of(String letters) {
    int number = 0;
    for (int i = 3; i >= 0; i--) {
      number = number << 8 | letters.charAt(i);
    }
    return number;
  }

  /** The four letters in a number; empty if these are none. */
  static String text(int code) {
    StringBuilder text = new StringBuilder(4);
    for (int shift = 0; shift < 32; shift += 8) {
      char letter = (char) (code >> shift & 0xFF);
      if (letter < ' ' || letter > '~') {
        return "";
      }
      text.append(letter);
    }
    return text.toString().strip();
  }

  /** Whether it codes a stream, such as H.264, rather than pictures of their own. */
  static boolean isStream(String letters) {
    return STREAMS.contains(letters);
  }
}
