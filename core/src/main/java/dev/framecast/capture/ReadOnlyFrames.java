package dev.framecast.capture;

import dev.framecast.Frame;
import dev.framecast.FrameBuffer;
import dev.framecast.FrameSlot;
import dev.framecast.internal.PromptWakeUp;
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
        wakeUp instanceof PromptWakeUp ? wakeUp : new RelayedWakeUp(wakeUp, callbacks));
  }
}
