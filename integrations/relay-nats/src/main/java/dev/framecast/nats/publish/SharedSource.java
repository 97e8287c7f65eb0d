package dev.framecast.nats.publish;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A camera that several nodes have: of its own connection where this node is the one that captures
 * it, and else as that one publishes it.
 */
public final class SharedSource implements FrameSource {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Of a camera that is not among those that are published nobody decides anything. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final SharedCameras cameras;
  private final String id;
  private final FrameSource here;
  private final FrameSource elsewhere;

  /** As that camera. */
  public SharedSource(SharedCameras cameras, String id, FrameSource here, FrameSource elsewhere) {
    this.cameras = cameras;
    this.id = id;
    this.here = here;
    this.elsewhere = elsewhere;
    cameras.add(id);
  }

  @Override
  public FrameSession open() {
    return open(SessionContext.NONE);
  }

  @Override
  public FrameSession open(SessionContext context) {
    return new Session(context);
  }

  @Override
  public String description() {
    return here.description();
  }

  @Override
  public String kind() {
    return here.kind();
  }

  /** Decides in the first advance(), which may wait. The camera reconnects when it is to change. */
  private final class Session implements FrameSession {
    private final SessionContext context;
    private volatile @Nullable FrameSession chosen;
    private volatile @Nullable Thread thread;
    private volatile boolean isElsewhere;
    private volatile boolean cancelled;

    Session(SessionContext context) {
      this.context = context;
    }

    @Override
    public boolean advance() throws IOException {
      FrameSession session = chosen;
      if (session == null) {
        session = choose();
        chosen = session;
        if (cancelled) {
          session.cancel(); // came in between
        }
      }
      return session.advance();
    }

    private FrameSession choose() throws IOException {
      thread = Thread.currentThread();
      SharedCameras.Place place = cameras.place(id);
      long begun = System.nanoTime();
      while (place == SharedCameras.Place.NOT_KNOWN
          && System.nanoTime() - begun < LONGEST_WAIT_NANOS) {
        LockSupport.parkNanos(this, LOOK_NANOS);
        if (cancelled || Thread.interrupted()) {
          throw new SourceException(Kind.ENDED, description() + ": cancelled");
        }
        place = cameras.place(id);
      }
      isElsewhere = place == SharedCameras.Place.ELSEWHERE;
      return (isElsewhere ? elsewhere : here).open(context);
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
      FrameSession session = chosen;
      if (session != null) {
        session.writeJpeg(rendition, slot);
      }
    }

    @Override
    public boolean writeRaw(Rendition rendition, FrameSlot slot) throws IOException {
      FrameSession session = chosen;
      return session != null && session.writeRaw(rendition, slot);
    }

    @Override
    public boolean writeVideo(FrameSlot slot) throws IOException {
      FrameSession session = chosen;
      return session != null && session.writeVideo(slot);
    }

    /** The node that captures the camera has it turned by its own options. */
    @Override
    public boolean isTurned() {
      FrameSession session = chosen;
      return isElsewhere || (session != null && session.isTurned());
    }

    @Override
    public SessionInfo info() {
      FrameSession session = chosen;
      return session == null ? SessionInfo.UNKNOWN : session.info();
    }

    @Override
    public void cancel() {
      cancelled = true;
      FrameSession session = chosen;
      if (session != null) {
        session.cancel();
      }
      LockSupport.unpark(thread);
    }

    @Override
    public void close() {
      FrameSession session = chosen;
      if (session != null) {
        session.close();
      }
    }
  }
}
