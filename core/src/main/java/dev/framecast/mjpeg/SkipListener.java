package dev.framecast.mjpeg;

import java.io.IOException;

/** Hears of parts that a {@link MjpegReader} skips because they are broken, cut, or no JPEGs. */
@FunctionalInterface
public interface SkipListener {

  /**
   * A picture is broken or cut, or what calls itself one is none. On the thread that reads.
   *
   * @param problem what is wrong with it, in words for people
   * @throws IOException to end the reading: {@link MjpegReader#next} throws it
   */
  void skipped(String problem) throws IOException;

  /**
   * A part is no picture by its type, such as sound. On the thread that reads.
   *
   * @param part what it is, in words for people, such as "a part of the type audio/basic"
   * @throws IOException as {@link #skipped}, which this calls unless it is overridden
   */
  default void skippedOther(String part) throws IOException {
    skipped(part + " is no picture");
  }
}
