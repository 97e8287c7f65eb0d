package dev.framecast.webcam;

import dev.framecast.source.SessionInfo;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** A camera that sends what the test says, and hangs until then as OpenCV does: for good. */
final class FakeCapture implements Capture, Capture.Opener {
  private final LinkedBlockingQueue<byte[]> jpegs = new LinkedBlockingQueue<>();
  private final AtomicBoolean open = new AtomicBoolean();
  final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  volatile boolean released;
  volatile boolean releaseFails;

  /** An empty one ends the stream. */
  void send(byte[] jpeg) {
    jpegs.add(jpeg);
  }

  /** Waits until the reader is in that read, the first being 1. */
  void awaitRead(int number) {
    while (reads.get() < number) {
      Thread.onSpinWait();
    }
  }

  @Override
  public Capture open() throws IOException {
    if (!open.compareAndSet(false, true)) {
      throw new IOException("opened while it was open");
    }
    opened.incrementAndGet();
    return this;
  }

  @Override
  public SessionInfo info() {
    return SessionInfo.builder().codec("mjpeg").size(64, 48).fps(30).build();
  }

  @Override
  public void read(Picture into) throws IOException {
    reads.incrementAndGet();
    byte[] jpeg = take();
    if (jpeg.length == 0) {
      throw new IOException("unplugged");
    }
    Mat mat = into.mat();
    mat.create(1, jpeg.length, CvType.CV_8UC1);
    mat.put(0, 0, jpeg);
    into.arrived(null, 64, 48, System.nanoTime());
  }

  private byte[] take() {
    while (true) {
      try {
        return jpegs.take();
      } catch (InterruptedException e) {
        // Native code does not hear of it.
      }
    }
  }

  @Override
  public void release() {
    released = true;
    open.set(false);
    if (releaseFails) {
      throw new IllegalStateException("the driver is gone");
    }
  }
}
