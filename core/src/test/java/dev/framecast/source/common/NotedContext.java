package dev.framecast.source.common;

import dev.framecast.source.SessionContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what a session tells its camera. */
public final class NotedContext implements SessionContext {
  public final List<String> awaited = new CopyOnWriteArrayList<>();
  public final List<String> dropped = new CopyOnWriteArrayList<>();
  private final long maxPixels;

  public NotedContext() {
    this(SessionContext.DEFAULT_MAX_PIXELS);
  }

  public NotedContext(long maxPixels) {
    this.maxPixels = maxPixels;
  }

  @Override
  public void waitingFor(String what) {
    awaited.add(what);
  }

  @Override
  public void dropped(String why) {
    dropped.add(why);
  }

  @Override
  public long maxPixels() {
    return maxPixels;
  }
}
