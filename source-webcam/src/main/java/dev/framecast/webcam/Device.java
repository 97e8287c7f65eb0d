package dev.framecast.webcam;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One camera as the system knows it now.
 *
 * @param index OpenCV's number, or -1 for a path that is not called {@code videoN}
 * @param path the device's node; null where the system has no such thing
 * @param name what the system calls the camera; empty if it does not say
 */
record Device(int index, @Nullable Path path, String name) {

  /** For messages. */
  String label() {
    String place = path == null ? "webcam " + index : path.toString();
    return name.isEmpty() ? place : place + " (" + name + ")";
  }

  /** Whether it is known to be gone. */
  boolean isGone() {
    return path != null && !Files.exists(path);
  }
}
