package dev.framecast.netty;

import dev.framecast.Cameras;
import dev.framecast.FrameSession;
import dev.framecast.FrameSlot;
import dev.framecast.FrameSource;
import dev.framecast.Rendition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * A server for measuring: one camera "cam" that passes one JPEG through at a fixed rate, each time
 * with a comment that says when that was, by CLOCK_MONOTONIC.
 *
 * <p>Use: {@code StampedCamera FILE.jpg FPS [EVENT_LOOPS [SEND_BUFFER NOT_SENT [nio]]]}
 */
public final class StampedCamera implements FrameSource {
  private final byte[] jpeg;
  private final long interval;

  private StampedCamera(byte[] jpeg, double fps) {
    this.jpeg = jpeg;
    this.interval = (long) (1e9 / fps);
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    try (Cameras cameras = new Cameras()) {
      cameras.add(
          "cam",
          new StampedCamera(Files.readAllBytes(Path.of(args[0])), Double.parseDouble(args[1])));
      MjpegServer.Builder builder = MjpegServer.builder(cameras);
      if (args.length > 2) {
        builder.eventLoops(Integer.parseInt(args[2]));
      }
      if (args.length > 4) {
        builder.streams(
            new StreamOptions(
                StreamOptions.DEFAULT.silence(),
                Integer.parseInt(args[3]),
                Long.parseLong(args[4])));
      }
      if (args.length > 5) {
        builder.transport(Transport.NIO);
      }
      try (MjpegServer server = builder.start()) {
        System.out.println("ready " + server.port() + " pid " + ProcessHandle.current().pid());
        server.awaitClose();
      }
    }
  }

  @Override
  public FrameSession open() {
    return new FrameSession() {
      private long next = System.nanoTime();
      private long sequence;

      @Override
      public boolean advance() {
        next += interval;
        long wait;
        while ((wait = next - System.nanoTime()) > 0) {
          LockSupport.parkNanos(wait);
        }
        return true;
      }

      @Override
      public void writeJpeg(Rendition rendition, FrameSlot slot) {
        byte[] text =
            String.format(
                    Locale.ROOT, "fakecam dev=0 seq=%d t=%.9f", ++sequence, System.nanoTime() / 1e9)
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = slot.reserve(jpeg.length + text.length + 4);
        out.put(jpeg, 0, 2).putShort((short) 0xFFFE).putShort((short) (text.length + 2)).put(text);
        slot.passThrough(ByteBuffer.wrap(jpeg, 2, jpeg.length - 2));
      }

      @Override
      public void close() {}
    };
  }
}
