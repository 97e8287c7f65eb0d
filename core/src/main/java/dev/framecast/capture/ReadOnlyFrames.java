package dev.framecast.capture;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameSlot;
import dev.framecast.internal.DirectWakeUp;
import dev.framecast.ring.FrameRing;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A camera's ring as its viewers have it: they read, and their wake-ups hold nobody up. */
final class ReadOnlyFrames implements FrameBuffer {
  private final FrameRing ring;
  private final Executor callbacks;

  ReadOnlyFrames(FrameRing ring, Executor callbacks) {
    this.ring = ring;
    this.callbacks = callbacks;
  }

  @Override
  public FrameSlot claim() {
    throw refused();
  }

  @Override
  public long publish(int width, int height, boolean live) {
    throw refused();
  }

  @Override
  public void abandon() {
    throw refused();
  }

  private static UnsupportedOperationException refused() {
    return new UnsupportedOperationException(
        "a viewer's frames are for reading: the camera writes");
  }

  @Override
  public @Nullable Frame acquire() {
    return ring.acquire();
  }

  @Override
  public @Nullable Frame acquireNewerThan(long sequence, @Nullable Frame used) {
    return ring.acquireNewerThan(sequence, used);
  }

  @Override
  public long sequence() {
    return ring.sequence();
  }

  @Override
  public Registration onPublish(Runnable wakeUp) {
    Objects.requireNonNull(wakeUp, "wakeUp");
    return ring.onPublish(
        wakeUp instanceof DirectWakeUp ? wakeUp : new SerialWakeUp(wakeUp, callbacks));
  }
}
