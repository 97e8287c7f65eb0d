package dev.framecast.source.common;

import dev.framecast.mjpeg.SkipListener;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Tells a session's camera of what is skipped, and ends a session that gives nothing else: soon
 * enough that people read what is wrong and not that there is no picture. Owned by one thread.
 */
public final class BrokenPictures implements SkipListener {
  private static final int FEWEST = 3;
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final SessionContext context;
  private final LongSupplier nanoTime;
  private final AtomicLong dropped = new AtomicLong();
  private boolean anyGood;
  private int count;
  private long since;

  public BrokenPictures(SessionContext context) {
    this(context, System::nanoTime);
  }

  /** With a clock of the test's. */
  public BrokenPictures(SessionContext context, LongSupplier nanoTime) {
    this.context = context;
    this.nanoTime = nanoTime;
  }

  public void good() {
    anyGood = true;
  }

  /**
   * A picture was of no use.
   *
   * @throws SourceException of {@link Kind#BROKEN} when there was nothing else for too long, before
   *     the first good one
   */
  @Override
  public void skipped(String problem) throws SourceException {
    dropped.incrementAndGet();
    context.dropped("a broken picture was dropped: " + problem);
    if (isTooLong()) {
      throw new SourceException(
          Kind.BROKEN,
          "all of the first " + count + " pictures are unusable; the last: " + problem);
    }
  }

  /**
   * Something else came where a picture might have been.
   *
   * @throws SourceException as {@link #skipped}
   */
  @Override
  public void skippedOther(String part) throws SourceException {
    dropped.incrementAndGet();
    context.dropped(part + " was skipped: it is no picture");
    if (isTooLong()) {
      throw new SourceException(
          Kind.BROKEN, "none of the first " + count + " parts is a picture; the last: " + part);
    }
  }

  /** How many of both there were so far. Any thread. */
  public long dropped() {
    return dropped.get();
  }

  private boolean isTooLong() {
    if (anyGood) {
      return false;
    }
    long now = nanoTime.getAsLong();
    since = count == 0 ? now : since;
    return ++count >= FEWEST && now - since >= LONGEST_NANOS;
  }
}
