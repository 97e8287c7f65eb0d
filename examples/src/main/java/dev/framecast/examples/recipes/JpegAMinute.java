package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.source.image.TestPatternSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** A picture a minute on the disk, for a film of the day. */
public final class JpegAMinute {
  private JpegAMinute() {}

  /** Writes to the folder named, or to this one, until it is stopped. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args.length > 0 ? args[0] : ".");
    try (Cameras cameras = new Cameras()) {
      save(cameras.add("test", TestPatternSource.of(1280, 720, 10)), 1.0 / 60, folder);
    }
  }

  // tag::minute[]
  /** Returns when the camera is closed. */
  static void save(Camera camera, double fps, Path folder)
      throws IOException, InterruptedException {
    try (Subscription pictures = camera.subscribe(Rendition.SOURCE, fps)) {
      while (pictures.isOpen()) {
        try (Frame frame = pictures.next(Duration.ofMinutes(2))) {
          if (frame != null && frame.live()) { // not a slate
            write(frame, folder.resolve(frame.capturedMicros() / 1_000 + ".jpg"));
          }
        }
      }
    }
  }

  private static void write(Frame frame, Path file) throws IOException {
    try (WritableByteChannel out =
        Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = frame.bytes();
      while (bytes.hasRemaining()) {
        out.write(bytes); // a part of them where the disk is nearly full, and then it throws
      }
    }
  }
  // end::minute[]
}
