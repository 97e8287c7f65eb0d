package dev.framecast.netty;

/** Something that a {@link FrameLoop} looks at once a second. */
interface Watched {

  /** On the event loop, at that {@link System#nanoTime()}. May unwatch anything. */
  void look(long now);
}
