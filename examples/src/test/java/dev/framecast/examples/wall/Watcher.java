package dev.framecast.examples.wall;

import dev.framecast.mjpeg.MjpegReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;

/** A viewer that counts what it gets, and decodes every picture. */
final class Watcher implements AutoCloseable {
  private final InputStream in;
  private final boolean stamped;
  private final Thread thread = new Thread(this::watch, "watcher");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private int live;
  private int slates;
  private int broken;
  private long since = System.nanoTime();
  private long oldestLive;

  Watcher(WallProcess wall, String id) throws IOException, InterruptedException {
    this(wall, id, 0);
  }

  /** With a width other than 0, of a rendition, which carries no stamp. */
  Watcher(WallProcess wall, String id, int width) throws IOException, InterruptedException {
    in = wall.watch("/cameras/" + id + "/stream.mjpg" + (width == 0 ? "" : "?width=" + width));
    stamped = width == 0;
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      MjpegReader stream = new MjpegReader(in, "multipart/x-mixed-replace; boundary=framecast");
      while (stream.next()) {
        boolean isLive = "true".equals(stream.header("X-Framecast-Live"));
        long now = System.nanoTime();
        long age = isLive && stamped ? now - WebcamStamp.of(stream.jpeg()).nanos() : 0;
        boolean decodes = decodes(stream.jpeg());
        count(isLive, decodes, age);
      }
    } catch (IOException expectedAtTheEnd) {
      // The test closes the stream under this thread.
    }
  }

  private void count(boolean isLive, boolean decodes, long age) {
    lock.lock();
    try {
      live += isLive ? 1 : 0;
      slates += isLive ? 0 : 1;
      broken += decodes ? 0 : 1;
      oldestLive = Math.max(oldestLive, age);
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Without even a warning, which is what the JDK's decoder has for a picture that is cut. */
  private static boolean decodes(ByteBuffer jpeg) {
    byte[] bytes = new byte[jpeg.remaining()];
    jpeg.duplicate().get(bytes);
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
    ImageReader reader = readers.next();
    int[] warnings = new int[1];
    IIOReadWarningListener listener = (source, warning) -> warnings[0]++;
    try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.addIIOReadWarningListener(listener);
      reader.setInput(input);
      return reader.read(0) != null && warnings[0] == 0;
    } catch (IOException e) {
      return false;
    } finally {
      reader.dispose();
    }
  }

  /** Counts from here. */
  void restart() {
    lock.lock();
    try {
      live = 0;
      slates = 0;
      since = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  void awaitLive(int frames) throws Exception {
    await(() -> live, frames, "live frames");
  }

  void awaitSlates(int frames) throws Exception {
    await(() -> slates, frames, "slates");
  }

  private void await(IntSupplier count, int wanted, String what) throws Exception {
    lock.lock();
    try {
      long nanos = TimeUnit.SECONDS.toNanos(40);
      while (count.getAsInt() < wanted) {
        if (nanos <= 0) {
          throw new TimeoutException(count.getAsInt() + " " + what + " of " + wanted);
        }
        nanos = more.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Live frames a second since {@link #restart()}. */
  double fps() {
    lock.lock();
    try {
      return live / ((System.nanoTime() - since) / 1e9);
    } finally {
      lock.unlock();
    }
  }

  int broken() {
    lock.lock();
    try {
      return broken;
    } finally {
      lock.unlock();
    }
  }

  /** The greatest age, at its arrival here, of a picture that was said to be live. */
  long oldestLiveMillis() {
    lock.lock();
    try {
      return oldestLive / 1_000_000;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
