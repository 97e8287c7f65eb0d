package dev.framecast.webcam.device;

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
public record Device(int index, @Nullable Path path, String name) {

  /** For the app's messages: in quotes, which people who merely watch are not shown. */
  public String label() {
    if (path == null) {
      return Integer.toString(index);
    }
    return quoted(name.isEmpty() ? path.toString() : path + " (" + name + ")");
  }

  /** What somebody named, so that it is clear where it ends. */
  public static String quoted(String name) {
    return '"' + name.replace('"', '\'') + '"';
  }

  /** Whether it is known to be gone. */
  public boolean isGone() {
    return path != null && !Files.exists(path);
  }
}
