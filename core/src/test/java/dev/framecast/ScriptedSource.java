package dev.framecast;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A camera that does what a test tells it to. What is told is done once, by whichever session comes
 * to it; in between a session waits, or gives pictures at the {@link #rate}.
 */
public final class ScriptedSource implements FrameSource {
  /** Pixels of the good pictures. */
  public static final int WIDTH = 64;

  public static final int HEIGHT = 48;

  private static final byte[] GOOD = Jpegs.color(WIDTH, HEIGHT);

  /** What a session shows that hung: another size, to be known by. */
  private static final byte[] LATE = Jpegs.color(WIDTH + 16, HEIGHT);

  public final AtomicInteger opened = new AtomicInteger();
  public final AtomicInteger closed = new AtomicInteger();
  public final AtomicInteger cancelled = new AtomicInteger();
  public final AtomicInteger pictures = new AtomicInteger();
  public final Map<Rendition, AtomicInteger> written = new ConcurrentHashMap<>();

  private final BlockingQueue<Step> script = new LinkedBlockingQueue<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile long interval;
  private volatile IOException onOpen;
  private volatile String description = "scripted";
  private volatile SessionInfo info = SessionInfo.UNKNOWN;
  private volatile Runnable onCancel = () -> {};

  /** One thing to do in advance(). */
  private interface Step {
    boolean advance(Session session) throws IOException;
  }

  public ScriptedSource picture() {
    return picture(GOOD);
  }

  public ScriptedSource picture(byte[] jpeg) {
    script.add(session -> session.show(jpeg));
    return this;
  }

  public ScriptedSource fail(SourceException.Kind kind, String message) {
    return fail(new SourceException(kind, message));
  }

  public ScriptedSource fail(Throwable failure) {
    script.add(session -> sneaky(failure));
    return this;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> boolean sneaky(Throwable failure) throws T {
    throw (T) failure;
  }

  public ScriptedSource end() {
    script.add(session -> false);
    return this;
  }

  /** Shows nothing until it is cancelled or interrupted. */
  public ScriptedSource hang() {
    script.add(
        session -> {
          await(new CountDownLatch(1));
          return false;
        });
    return this;
  }

  /** Hears neither cancel() nor interrupts until {@link #release}; then gives a picture. */
  public ScriptedSource hangHard() {
    script.add(
        session -> {
          awaitHard();
          return session.show(LATE);
        });
    return this;
  }

  /** A picture whose JPEG is never done until {@link #release}. */
  public ScriptedSource hangHardWhileWriting() {
    script.add(
        session -> {
          session.hangsInWrite = true;
          return session.show(LATE);
        });
    return this;
  }

  /** Gives a good picture so often, when there is nothing else to do; 0 for none. */
  public ScriptedSource rate(double fps) {
    interval = fps == 0 ? 0 : (long) (1e9 / fps);
    script.add(session -> session.advance()); // so that a session that waits hears of it
    return this;
  }

  public ScriptedSource refuseToOpen(IOException failure) {
    onOpen = failure;
    return this;
  }

  public ScriptedSource describedAs(String text) {
    description = text;
    return this;
  }

  public ScriptedSource knows(SessionInfo known) {
    info = known;
    return this;
  }

  public ScriptedSource whenCancelled(Runnable action) {
    onCancel = action;
    return this;
  }

  /** Sessions that hang hard come back. */
  public void release() {
    released.countDown();
  }

  /** Sessions that are open now. */
  public int openNow() {
    return opened.get() - closed.get();
  }

  public int written(Rendition rendition) {
    AtomicInteger count = written.get(rendition);
    return count == null ? 0 : count.get();
  }

  /** Steps that nobody has come to yet. */
  public int left() {
    return script.size();
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public FrameSession open() throws IOException {
    IOException failure = onOpen;
    if (failure != null) {
      throw failure;
    }
    opened.incrementAndGet();
    return new Session();
  }

  private static void await(CountDownLatch latch) throws InterruptedIOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    return new InterruptedIOException("the scripted session was interrupted");
  }

  private void awaitHard() {
    boolean done = false;
    while (!done) {
      try {
        released.await();
        done = true;
      } catch (InterruptedException e) {
        done = false; // as native code does
      }
    }
  }

  private final class Session implements FrameSession {
    private byte[] current;
    private boolean hangsInWrite;
    private boolean open = true;

    @Override
    public boolean advance() throws IOException {
      Step step;
      try {
        long wait = interval;
        step = wait == 0 ? script.take() : script.poll(wait, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        throw interrupted();
      }
      return step == null ? show(GOOD) : step.advance(this);
    }

    boolean show(byte[] jpeg) {
      current = jpeg;
      pictures.incrementAndGet();
      return true;
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
      written.computeIfAbsent(rendition, r -> new AtomicInteger()).incrementAndGet();
      if (hangsInWrite) {
        awaitHard();
      }
      slot.passThrough(ByteBuffer.wrap(current));
    }

    @Override
    public SessionInfo info() {
      return info;
    }

    @Override
    public void cancel() {
      cancelled.incrementAndGet();
      onCancel.run();
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        closed.incrementAndGet();
      }
    }
  }
}
