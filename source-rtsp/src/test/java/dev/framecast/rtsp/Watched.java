package dev.framecast.rtsp;

import dev.framecast.source.SessionContext;

/** A context of which viewers want what is set here; what is dropped fails the test. */
final class Watched implements SessionContext {
  volatile int width;
  volatile double fps;

  @Override
  public void waitingFor(String what) {}

  @Override
  public void dropped(String why) {
    throw new AssertionError(why);
  }

  @Override
  public int wantedWidth() {
    return width;
  }

  @Override
  public double wantedFps() {
    return fps;
  }
}
