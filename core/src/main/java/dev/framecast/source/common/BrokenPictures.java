package dev.framecast.source.common;

import dev.framecast.source.SessionContext;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells a session's camera of broken pictures, and ends a session that gives nothing else: soon
 * enough that people read what is wrong and not that there is no picture. Owned by one thread.
 */
public final class BrokenPictures {
  private static final int FEWEST = 3;
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final SessionContext context;
  private final LongSupplier nanoTime;
  private boolean anyGood;
  private int broken;
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
   * One more.
   *
   * @throws SourceException of {@link Kind#BROKEN} when there was nothing else for too long, before
   *     the first good one
   */
  public void broken(String problem) throws SourceException {
    context.dropped("a broken picture was dropped: " + problem);
    if (anyGood) {
      return;
    }
    long now = nanoTime.getAsLong();
    since = broken == 0 ? now : since;
    if (++broken >= FEWEST && now - since >= LONGEST_NANOS) {
      throw new SourceException(
          Kind.BROKEN,
          "all of the first " + broken + " pictures are unusable; the last: " + problem);
    }
  }
}
