package dev.framecast.examples.faults;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionInfo;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A source of one's own that throws, hangs or shows nonsense when it is told to. */
final class CustomSource implements FrameSource {
  /** What people implement. */
  enum Verb {
    OPEN,
    ADVANCE,
    WRITE,
    INFO,
    CANCEL,
    CLOSE
  }

  private final Gate gate = new Gate();

  /** Sessions that end, or fail, as soon as they can. */
  final AtomicInteger ends = new AtomicInteger();

  final AtomicInteger loses = new AtomicInteger();
  volatile Supplier<byte[]> picture = Pictures::jpeg;
  volatile long interval = 40;
  volatile long clockAhead;

  /** Whether no picture comes, as with a camera that sends none; cancelling ends that. */
  volatile boolean waits;

  private volatile Verb bad;
  private volatile Supplier<Exception> failure;

  /** Throws from now on. */
  void fail(Verb verb, Supplier<Exception> why) {
    failure = why;
    begin(verb);
  }

  /** Never returns from now on. */
  void hang(Verb verb) {
    failure = null;
    begin(verb);
  }

  private void begin(Verb verb) {
    bad = verb;
    waits = verb == Verb.CANCEL;
  }

  /** All is well again, and what hangs returns. */
  void heal() {
    bad = null;
    waits = false;
    gate.open();
  }

  private void misbehave(Verb here) {
    if (here != bad) {
      return;
    }
    Supplier<Exception> why = failure;
    if (why == null) {
      boolean unused = gate.await(1_000);
    } else {
      throw CustomSource.<RuntimeException>sneaky(why.get());
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T sneaky(Throwable failure) throws T {
    throw (T) failure;
  }

  @Override
  public FrameSession open() {
    misbehave(Verb.OPEN);
    return new Session();
  }

  @Override
  public String description() {
    return "custom";
  }

  private final class Session implements FrameSession {
    private final CountDownLatch cancelled = new CountDownLatch(1);

    @Override
    public boolean advance() throws IOException {
      misbehave(Verb.ADVANCE);
      try {
        do {
          if (cancelled.await(interval, TimeUnit.MILLISECONDS)) {
            return false;
          }
        } while (waits);
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
      if (loses.getAndUpdate(CustomSource::less) > 0) {
        throw new IOException("the connection is lost");
      }
      return ends.getAndUpdate(CustomSource::less) == 0;
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) {
      misbehave(Verb.WRITE);
      byte[] jpeg = picture.get();
      slot.put(jpeg, 0, jpeg.length);
      if (clockAhead != 0) {
        slot.capturedAt(System.nanoTime() + clockAhead);
      }
    }

    @Override
    public SessionInfo info() {
      misbehave(Verb.INFO);
      return SessionInfo.builder().codec("mjpeg").fps(1_000.0 / interval).build();
    }

    @Override
    public void cancel() {
      cancelled.countDown();
      misbehave(Verb.CANCEL);
    }

    @Override
    public void close() {
      misbehave(Verb.CLOSE);
    }
  }

  private static int less(int count) {
    return Math.max(0, count - 1);
  }
}
