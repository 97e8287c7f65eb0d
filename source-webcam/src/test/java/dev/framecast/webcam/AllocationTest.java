package dev.framecast.webcam;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.framecast.Cameras;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import java.awt.Color;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** A picture's way from the webcam to the ring, many times a second, leaves little to collect. */
@Timeout(60)
class AllocationTest {
  private static final int WARM_UP = 300;
  private static final int PICTURES = 100;
  private static final int ROUNDS = 20;

  /** Two hundred bytes a picture, which would be six kilobytes a second. */
  private static final long MOST = 200L * PICTURES;

  private final AtomicReference<@Nullable DeviceReader> left = new AtomicReference<>();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Gives a picture for each that is asked for, and allocates nothing. */
  private static final class Pump implements Capture {
    final AtomicInteger wanted = new AtomicInteger();
    private final byte[][] jpegs;
    private int given;

    Pump(byte[]... jpegs) {
      this.jpegs = jpegs;
    }

    @Override
    public SessionInfo info() {
      return SessionInfo.UNKNOWN;
    }

    @Override
    public void read(Picture into) throws IOException {
      while (wanted.get() == given) {
        LockSupport.parkNanos(10_000);
      }
      byte[] jpeg = jpegs[given++ % jpegs.length];
      Mat mat = into.mat();
      mat.create(1, jpeg.length, CvType.CV_8UC1);
      mat.put(0, 0, jpeg);
      into.arrived(null, 64, 48, System.nanoTime());
    }

    @Override
    public void release() {}
  }

  private FrameSource source(Pump pump) {
    return new FrameSource() {
      @Override
      public FrameSession open() {
        return new WebcamSession(
            "pump", () -> new DeviceReader("webcam-pump", () -> pump), left, SessionContext.NONE);
      }

      @Override
      public String description() {
        return "pump";
      }
    };
  }

  @Test
  void theReaderAndTheCaptureThreadTogetherAllocateLittleForAPicture() throws IOException {
    Pump pump = new Pump(Jpegs.of(Color.RED, 640, 480), Jpegs.of(Color.BLUE, 600, 400));
    try (Cameras cameras = new Cameras();
        Subscription viewer = cameras.add("pump", source(pump)).subscribe(Rendition.SOURCE, 0)) {
      show(pump, viewer, WARM_UP);
      long reader = idOf("webcam-pump");
      long capture = idOf("framecast-pump-");
      long fewest = Long.MAX_VALUE;
      // More than one round: the JVM links and profiles code until long after the warm-up.
      for (int round = 0; round < ROUNDS && fewest > MOST; round++) {
        long before = allocated(reader) + allocated(capture);
        show(pump, viewer, PICTURES);
        fewest = Math.min(fewest, allocated(reader) + allocated(capture) - before);
      }
      assertThat(fewest).as("bytes for %d pictures", PICTURES).isLessThanOrEqualTo(MOST);
      pump.wanted.incrementAndGet(); // ends the read that is under way
    }
  }

  private static void show(Pump pump, Subscription viewer, int pictures) {
    for (int i = 0; i < pictures; i++) {
      long sequence = viewer.frames().sequence();
      pump.wanted.incrementAndGet();
      while (viewer.frames().sequence() == sequence) {
        Thread.onSpinWait();
      }
    }
  }

  private long allocated(long thread) {
    return threads.getThreadAllocatedBytes(thread);
  }

  private static long idOf(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name))
        .findFirst()
        .orElseThrow()
        .getId();
  }
}
