package dev.framecast.netty;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Registration;
import dev.framecast.ring.FrameRing;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A ring that counts how often it was asked, and how many frames are held. */
final class CountedFrames implements FrameBuffer {
  private final FrameRing ring = new FrameRing();
  int acquired;
  int held;
  int registrations;

  /** Publishes a frame of that many bytes; returns its sequence. */
  long publish(int bytes, boolean live) {
    FrameSlot slot = ring.claim();
    slot.put(new byte[bytes], 0, bytes);
    slot.capturedAt(System.nanoTime());
    return ring.publish(64, 32, live);
  }

  @Override
  public Frame acquireNext(long seen) {
    Frame frame = ring.acquireNext(seen);
    if (frame == null) {
      return null;
    }
    acquired++;
    held++;
    return (Frame)
        Proxy.newProxyInstance(
            Frame.class.getClassLoader(),
            new Class<?>[] {Frame.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                held--;
              }
              try {
                return method.invoke(frame, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public long sequence() {
    return ring.sequence();
  }

  @Override
  public Registration onPublish(Runnable wakeUp) {
    Registration registration = ring.onPublish(wakeUp);
    registrations++;
    return () -> {
      registrations--;
      registration.close();
    };
  }
}
