package dev.framecast.source;

import dev.framecast.CameraOptions;
import dev.framecast.SessionContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what a session tells its camera. */
final class NotedContext implements SessionContext {
  final List<String> awaited = new CopyOnWriteArrayList<>();
  final List<String> dropped = new CopyOnWriteArrayList<>();
  private final long maxPixels;

  NotedContext() {
    this(CameraOptions.DEFAULT_MAX_PIXELS);
  }

  NotedContext(long maxPixels) {
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
