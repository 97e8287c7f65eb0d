package dev.framecast;

import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Fifty grey pictures a second, of whose pixels the test says what is wrong. */
final class RawPicturesSource implements FrameSource {
  private final Pixels pixels;

  /** Writes a picture. */
  @FunctionalInterface
  interface Pixels {
    void write(Rendition rendition, FrameSlot slot) throws IOException;
  }

  RawPicturesSource(Pixels pixels) {
    this.pixels = pixels;
  }

  /** Writes a whole picture. */
  static void whole(FrameFormat format, int width, int height, FrameSlot slot) {
    ByteBuffer to = slot.reservePixels(format, width, height);
    to.put(new byte[format.bytes(width, height)]);
  }

  @Override
  public FrameSession open() {
    CountDownLatch cancelled = new CountDownLatch(1);
    return new FrameSession() {
      @Override
      public boolean advance() throws IOException {
        try {
          return !cancelled.await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          throw new IOException("interrupted", e);
        }
      }

      @Override
      public void writeJpeg(Rendition rendition, FrameSlot slot) {
        throw new AssertionError("nobody wants a JPEG");
      }

      @Override
      public boolean writeRaw(Rendition rendition, FrameSlot slot) throws IOException {
        pixels.write(rendition, slot);
        return true;
      }

      @Override
      public void cancel() {
        cancelled.countDown();
      }

      @Override
      public void close() {}
    };
  }
}
