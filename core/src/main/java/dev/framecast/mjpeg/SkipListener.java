package dev.framecast.mjpeg;

import java.io.IOException;

/** Hears of parts that a {@link MjpegReader} skips because they are broken, cut, or no JPEGs. */
@FunctionalInterface
public interface SkipListener {

  /**
   * On the thread that reads.
   *
   * @param problem what is wrong with the part, in words for people
   * @throws IOException to end the reading: {@link MjpegReader#next} throws it
   */
  void skipped(String problem) throws IOException;
}
