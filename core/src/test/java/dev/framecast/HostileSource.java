package dev.framecast;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.JpegCheck;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A source that does one thing wrong in one of its methods, until it is {@link #healed}. */
final class HostileSource implements FrameSource {
  private static final byte[] JPEG = Jpegs.color(64, 48);
  private static final int PICTURES = 5;

  /** What people implement. */
  enum Verb {
    DESCRIPTION,
    OPEN,
    ADVANCE,
    WRITE_JPEG,
    WRITE_RAW,
    WRITE_VIDEO,
    IS_TURNED,
    INFO,
    CANCEL,
    CLOSE
  }

  /** What can go wrong in it. */
  enum Deed {
    CHECKED_EXCEPTION,
    RUNTIME_EXCEPTION,
    HOSTILE_MESSAGE,
    ERROR,
    NULL,
    BLOCKS
  }

  private final Verb verb;
  private final Deed deed;
  private final CountDownLatch released = new CountDownLatch(1);
  volatile boolean healed;

  HostileSource(Verb verb, Deed deed) {
    this.verb = verb;
    this.deed = deed;
  }

  Verb verb() {
    return verb;
  }

  Deed deed() {
    return deed;
  }

  /** Blocked calls return. */
  void release() {
    released.countDown();
  }

  /** Returns whether null is to be returned. */
  private boolean misbehaves(Verb here) {
    if (here != verb || healed) {
      return false;
    }
    switch (deed) {
      case CHECKED_EXCEPTION ->
          throw HostileSource.<RuntimeException>sneaky(new Exception("on purpose"));
      case RUNTIME_EXCEPTION -> throw new IllegalStateException("on purpose");
      case HOSTILE_MESSAGE ->
          throw new IllegalStateException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
              throw new StackOverflowError("the message's own");
            }
          };
      case ERROR -> throw new StackOverflowError("on purpose");
      case BLOCKS -> block();
      case NULL -> {}
    }
    return deed == Deed.NULL;
  }

  private void block() {
    boolean done = false;
    while (!done) {
      try {
        done = released.await(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        done = false; // as native code does
      }
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T sneaky(Throwable failure) throws T {
    throw (T) failure;
  }

  @Override
  public String description() {
    return misbehaves(Verb.DESCRIPTION) ? null : "hostile";
  }

  @Override
  public FrameSession open() {
    return misbehaves(Verb.OPEN) ? null : new Session();
  }

  /** Fifty pictures a second. */
  private final class Session implements FrameSession {
    private final JpegCheck check = new JpegCheck();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private int pictures;

    @Override
    public boolean advance() throws IOException {
      boolean none = misbehaves(Verb.ADVANCE);
      boolean over = pictures++ == PICTURES && !healed;
      try {
        if (verb == Verb.CANCEL && over) {
          cancelled.await(); // stalls, so that it is cancelled
          return false;
        }
        if (cancelled.await(20, TimeUnit.MILLISECONDS)) {
          return false;
        }
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
      boolean good = check.inspect(ByteBuffer.wrap(JPEG));
      return good && !none && !(verb == Verb.CLOSE && over);
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) {
      if (!misbehaves(Verb.WRITE_JPEG)) {
        slot.passThrough(ByteBuffer.wrap(JPEG), check);
      }
    }

    @Override
    public boolean writeRaw(Rendition rendition, FrameSlot slot) {
      if (misbehaves(Verb.WRITE_RAW)) {
        return false; // there is no null, and the camera then decodes the JPEG
      }
      ByteBuffer pixels = slot.reservePixels(rendition.format(), 64, 48);
      pixels.put(new byte[rendition.format().bytes(64, 48)]);
      return true;
    }

    @Override
    public boolean writeVideo(FrameSlot slot) {
      if (misbehaves(Verb.WRITE_VIDEO)) {
        slot.put(JPEG, 0, JPEG.length); // and no word of which video that is
      } else {
        VideoSource.write(slot, pictures, VideoSource.FORMAT, pictures % 5 == 0);
      }
      return true;
    }

    @Override
    public boolean isTurned() {
      boolean unused = misbehaves(Verb.IS_TURNED);
      return false; // there is no null
    }

    @Override
    public SessionInfo info() {
      return misbehaves(Verb.INFO)
          ? null
          : SessionInfo.builder().codec("mjpeg").size(64, 48).fps(50).build();
    }

    @Override
    public void cancel() {
      cancelled.countDown();
      boolean unused = misbehaves(Verb.CANCEL);
    }

    @Override
    public void close() {
      boolean unused = misbehaves(Verb.CLOSE);
    }
  }
}
