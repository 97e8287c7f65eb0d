package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.source.image.TestPatternSource;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** One picture of a camera in a file. */
public final class SnapshotToFile {
  private SnapshotToFile() {}

  /** Writes snapshot.jpg, or the file named. */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args.length > 0 ? args[0] : "snapshot.jpg");
    try (Cameras cameras = new Cameras()) {
      save(cameras.add("test", TestPatternSource.of(1280, 720, 10)), file);
    }
  }

  // tag::snapshot[]
  static void save(Camera camera, Path file) throws Exception {
    Duration maxAge = Duration.ofSeconds(1);
    Duration timeout = Duration.ofSeconds(5);
    try (Frame frame = camera.snapshot(Rendition.SOURCE, maxAge, timeout).get();
        WritableByteChannel out =
            Files.newByteChannel(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      ByteBuffer bytes = frame.bytes();
      while (bytes.hasRemaining()) {
        out.write(bytes); // a part of them where the disk is nearly full, and then it throws
      }
    }
  }
  // end::snapshot[]
}
