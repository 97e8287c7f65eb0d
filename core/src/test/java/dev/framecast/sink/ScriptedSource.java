package dev.framecast.sink;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Registration;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SourceException;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A camera that shows the pictures that a test hands it, when it does so. */
public final class ScriptedSource implements FrameSource {
  private final BlockingQueue<byte[]> pictures = new LinkedBlockingQueue<>();
  private volatile boolean down;

  /** The next picture, for whichever session is there to take it. */
  public void show(byte[] jpeg) {
    pictures.add(jpeg);
  }

  /**
   * That picture fifty times a second until the registration is closed: for those who come when a
   * picture that was shown once may have come while nobody watched.
   */
  public Registration showAgainAndAgain(byte[] jpeg) {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    Future<?> unused = clock.scheduleAtFixedRate(() -> show(jpeg), 0, 20, TimeUnit.MILLISECONDS);
    return clock::shutdownNow;
  }

  /** From now on each connection fails, or no longer. */
  public void down(boolean value) {
    down = value;
  }

  @Override
  public FrameSession open() {
    return new FrameSession() {
      private byte[] current = {};

      @Override
      public boolean advance() throws IOException {
        if (down) {
          throw new SourceException(SourceException.Kind.UNREACHABLE, "the cable is out");
        }
        try {
          current = pictures.take();
        } catch (InterruptedException e) {
          return false; // cancelled
        }
        return true;
      }

      @Override
      public void writeJpeg(Rendition rendition, FrameSlot slot) {
        slot.put(current, 0, current.length);
      }

      @Override
      public void close() {}
    };
  }
}
