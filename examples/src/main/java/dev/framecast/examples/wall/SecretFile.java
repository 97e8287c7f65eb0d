package dev.framecast.examples.wall;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.function.Consumer;

/** Files that hold a password, a hash of one or a token. */
final class SecretFile {
  private static final int MOST_BYTES = 4_096;

  private SecretFile() {}

  /**
   * What stands behind the colon may be the password itself, so it is not repeated.
   *
   * @throws IOException when it cannot be read, which may pass
   * @throws IllegalArgumentException when its first line is empty
   */
  static String firstLine(String option, Path file, Consumer<String> warn) throws IOException {
    String text;
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        throw new IOException("not a small file");
      }
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IOException(option + ": its file must be a small one of UTF-8 that can be read", e);
    }
    String line = text.lines().findFirst().orElse("");
    if (line.isEmpty()) {
      throw new IllegalArgumentException(option + ": the first line of its file is empty");
    }
    if (othersMayRead(file)) {
      warn.accept(option + ": everybody on this machine can read its file; chmod 600 it");
    }
    return line;
  }

  private static boolean othersMayRead(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // a system that has no such permissions
    }
  }
}
