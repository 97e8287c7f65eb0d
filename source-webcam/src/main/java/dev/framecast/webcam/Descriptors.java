package dev.framecast.webcam;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps OpenCV from ending the process. It waits for V4L2 cameras with {@code select()}, which
 * knows descriptors below 1024 only; with another one, glibc aborts. A server with a thousand
 * connections is there. The system gives a camera the lowest free number, so one looks first
 * whether that is low enough, and, as another thread may take it meanwhile, looks again at what the
 * camera got before anything waits for it.
 */
final class Descriptors {
  private static final int SELECT_LIMIT = 1024;

  /** The difference is for other threads between the two looks. */
  private static final int HIGHEST_FREE = 1000;

  private final Path table;

  Descriptors(Path table) {
    this.table = table;
  }

  static Descriptors ofThisProcess() {
    return new Descriptors(Path.of("/proc/self/fd"));
  }

  /** Before a camera is opened. */
  void requireLowOne(String camera) throws SourceException {
    BitSet used = used();
    if (used.nextClearBit(0) > HIGHEST_FREE) {
      throw tooMany(camera, used.cardinality());
    }
  }

  /** After it was opened; if this throws, release the camera without reading from it. */
  void requireLow(Path device, String camera) throws SourceException {
    BitSet used = used();
    for (int i = used.nextSetBit(SELECT_LIMIT); i >= 0; i = used.nextSetBit(i + 1)) {
      if (isOf(device, i)) {
        throw tooMany(camera, used.cardinality());
      }
    }
  }

  private BitSet used() {
    BitSet used = new BitSet(2 * SELECT_LIMIT);
    String @Nullable [] names = new File(table.toString()).list();
    if (names != null) {
      for (String name : names) {
        used.set(Integer.parseInt(name));
      }
    }
    return used;
  }

  private boolean isOf(Path device, int descriptor) {
    try {
      Path open = Files.readSymbolicLink(table.resolve(Integer.toString(descriptor)));
      return open.equals(device.toRealPath());
    } catch (IOException e) {
      return false; // closed meanwhile, so it is not the camera's
    }
  }

  private static SourceException tooMany(String camera, int open) {
    return new SourceException(
        Kind.BUSY,
        "webcam "
            + camera
            + ": this process has "
            + open
            + " files and connections open, and OpenCV needs a descriptor below "
            + SELECT_LIMIT
            + " for a camera; open it earlier (keep it always on), or limit the connections");
  }
}
