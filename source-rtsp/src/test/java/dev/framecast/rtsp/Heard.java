package dev.framecast.rtsp;

import dev.framecast.source.SessionContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A context that writes down what it is told. */
final class Heard implements SessionContext {
  final List<String> waits = new CopyOnWriteArrayList<>();
  final List<String> drops = new CopyOnWriteArrayList<>();
  private final long maxPixels;

  Heard() {
    this(SessionContext.DEFAULT_MAX_PIXELS);
  }

  Heard(long maxPixels) {
    this.maxPixels = maxPixels;
  }

  @Override
  public void waitingFor(String what) {
    waits.add(what);
  }

  @Override
  public void dropped(String why) {
    drops.add(why);
  }

  @Override
  public long maxPixels() {
    return maxPixels;
  }
}
