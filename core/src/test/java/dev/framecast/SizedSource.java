package dev.framecast;

import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Fifty pictures a second of a size, scaled down as they are asked for. */
final class SizedSource implements FrameSource {
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();

  /** What sessions throw from here on. */
  volatile @Nullable IOException failure;

  /** What each session throws once it is closed. */
  volatile @Nullable RuntimeException closeFailure;

  /** Whether sessions give nothing until they are cancelled. */
  volatile boolean silent;

  private final String description;
  private final int width;

  SizedSource(String description, int width) {
    this.description = description;
    this.width = width;
  }

  int openNow() {
    return opened.get() - closed.get();
  }

  @Override
  public FrameSession open() {
    opened.incrementAndGet();
    return new Session();
  }

  @Override
  public String description() {
    return description;
  }

  private final class Session implements FrameSession {
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private boolean isClosed;

    @Override
    public boolean advance() throws IOException {
      try {
        long patience = silent ? Integer.MAX_VALUE : 20;
        if (cancelled.await(patience, TimeUnit.MILLISECONDS)) {
          throw new SourceException(Kind.ENDED, "cancelled");
        }
      } catch (InterruptedException e) {
        throw new InterruptedIOException("interrupted");
      }
      IOException wrong = failure;
      if (wrong != null) {
        throw wrong;
      }
      return true;
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) {
      int across = rendition.width() == 0 ? width : Math.min(width, rendition.width());
      slot.passThrough(ByteBuffer.wrap(Jpegs.color(across, 48)));
    }

    @Override
    public boolean writeRaw(Rendition rendition, FrameSlot slot) {
      if (rendition.format() != FrameFormat.BGR24) {
        return false; // the others come from the JPEG
      }
      int across = rendition.width() == 0 ? width : Math.min(width, rendition.width());
      ByteBuffer pixels = slot.reservePixels(rendition.format(), across, 48);
      pixels.position(pixels.position() + rendition.format().bytes(across, 48));
      return true;
    }

    @Override
    public SessionInfo info() {
      return SessionInfo.builder().codec("mjpeg").size(width, 48).fps(50).decoded(1).build();
    }

    @Override
    public void cancel() {
      cancelled.countDown();
    }

    @Override
    public void close() {
      if (!isClosed) {
        isClosed = true;
        closed.incrementAndGet();
      }
      RuntimeException wrong = closeFailure;
      if (wrong != null) {
        throw wrong;
      }
    }
  }
}
