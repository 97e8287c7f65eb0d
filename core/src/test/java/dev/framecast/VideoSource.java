package dev.framecast;

import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.frame.VideoFormat;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A camera of video that nobody could decode, but whose units say what they are: the number of the
 * unit, as text behind a start code. It gives what it is told to, or units at a rate, every so
 * many-th a key frame.
 */
public final class VideoSource implements FrameSource {
  public static final VideoFormat FORMAT = format(64, 48);

  private static final Unit FAILURE = (slot, number) -> {};
  private static final byte[] JPEG = Jpegs.color(64, 48);

  public final AtomicInteger opened = new AtomicInteger();
  public final AtomicInteger closed = new AtomicInteger();
  public final AtomicInteger units = new AtomicInteger();
  public final AtomicInteger jpegs = new AtomicInteger();
  private final BlockingQueue<Unit> script = new LinkedBlockingQueue<>();
  private volatile long interval;
  private volatile int keyEvery = 10;
  private volatile int bytes = 100;
  private volatile boolean hasVideo = true;
  private volatile SessionContext context = SessionContext.NONE;

  /** What one writeVideo() does; run with the number of the unit. */
  @FunctionalInterface
  public interface Unit {
    void write(FrameSlot slot, int number) throws IOException;
  }

  /** Thrown by a unit: the session has no video, and will have none. */
  public static final class NoVideo extends IOException {
    private static final long serialVersionUID = 1L;
  }

  public static VideoFormat format(int width, int height) {
    ByteBuffer sets = ByteBuffer.wrap(new byte[] {0, 0, 0, 1, 0x67, (byte) width});
    return new VideoFormat(FrameFormat.H264, "avc1.42001f", width, height, sets, false);
  }

  public VideoSource key() {
    return unit((slot, number) -> write(slot, number, FORMAT, true));
  }

  public VideoSource delta() {
    return unit((slot, number) -> write(slot, number, FORMAT, false));
  }

  public VideoSource deltas(int count) {
    for (int i = 0; i < count; i++) {
      delta();
    }
    return this;
  }

  public VideoSource unit(Unit unit) {
    script.add(unit);
    return this;
  }

  /** The stream fails. */
  public VideoSource fail() {
    return unit(FAILURE);
  }

  /** Gives a unit so often when there is nothing else to do; 0 for never. */
  public VideoSource rate(double fps, int newKeyEvery) {
    interval = fps == 0 ? 0 : (long) (1e9 / fps);
    keyEvery = newKeyEvery;
    return this;
  }

  /** How many bytes a unit has at the rate; a key frame has four times as many. */
  public VideoSource bytes(int count) {
    bytes = count;
    return this;
  }

  public VideoSource withoutVideo() {
    hasVideo = false;
    return this;
  }

  /** Of the session that was opened last. */
  public SessionContext context() {
    return context;
  }

  public static void write(FrameSlot slot, int number, VideoFormat format, boolean key) {
    write(slot, number, format, key, 0);
  }

  private static void write(
      FrameSlot slot, int number, VideoFormat format, boolean key, int padding) {
    slot.put(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, (byte) (key ? 0x65 : 0x41)}));
    slot.put(ByteBuffer.wrap((number + " ").getBytes(StandardCharsets.US_ASCII)));
    slot.put(new byte[padding], 0, padding);
    slot.video(format, key);
  }

  /** The number of the unit with these bytes. */
  public static int number(ByteBuffer unit) {
    ByteBuffer text = unit.duplicate();
    text.position(text.position() + 5);
    String all = StandardCharsets.US_ASCII.decode(text).toString();
    return Integer.parseInt(all.substring(0, all.indexOf(' ')));
  }

  @Override
  public FrameSession open() throws IOException {
    return open(SessionContext.NONE);
  }

  @Override
  public FrameSession open(SessionContext of) throws IOException {
    context = of;
    opened.incrementAndGet();
    return new Session();
  }

  private final class Session implements FrameSession {
    private Unit current = (slot, number) -> {};
    private int number;
    private int sinceKey = Integer.MAX_VALUE;
    private boolean open = true;

    @Override
    public boolean advance() throws IOException {
      Unit next;
      try {
        long wait = interval;
        next = wait == 0 ? script.take() : script.poll(wait, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        throw new InterruptedIOException("interrupted");
      }
      if (next == FAILURE) {
        throw new SourceException(SourceException.Kind.UNREACHABLE, "the camera is gone");
      }
      if (next == null) {
        boolean key = sinceKey >= keyEvery - 1;
        sinceKey = key ? 0 : sinceKey + 1;
        int padding = key ? 4 * bytes : bytes;
        next = (slot, n) -> write(slot, n, FORMAT, key, padding);
      }
      current = next;
      number = units.incrementAndGet();
      return true;
    }

    @Override
    public boolean writeVideo(FrameSlot slot) throws IOException {
      if (!hasVideo) {
        return false;
      }
      try {
        current.write(slot, number);
      } catch (NoVideo e) {
        return false;
      }
      return true;
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) {
      jpegs.incrementAndGet();
      slot.passThrough(ByteBuffer.wrap(JPEG));
    }

    @Override
    public SessionInfo info() {
      return SessionInfo.builder().codec(hasVideo ? "h264" : "mjpeg").size(64, 48).build();
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        closed.incrementAndGet();
      }
    }
  }
}
