package dev.framecast.source.image;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.JpegCheck;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import dev.framecast.source.common.BrokenPictures;
import dev.framecast.source.common.JpegRenditions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source of one's own from a function that gives whole JPEGs: a file that is written now and
 * then, a camera's snapshot address, a message queue.
 *
 * <pre>{@code
 * BlockingQueue<byte[]> plots = new ArrayBlockingQueue<>(1);
 * cameras.add("plot", JpegSource.of("plots", 5, plots::poll)); // null while there is no newer one
 * }</pre>
 *
 * <p>JPEGs are handed on untouched, and decoded only where a viewer wants them smaller. The rules
 * for the function are those of {@link ImageSource}. JPEGs that are broken are left out; null after
 * one of these shows nothing, because the last good picture does not hold any more. Thirty in a row
 * end the session, or five seconds of nothing else at its beginning.
 */
public final class JpegSource implements FrameSource {
  private static final int MAX_BROKEN_IN_A_ROW = 30;

  private final String description;
  private final double fps;
  private final Supplier<byte @Nullable []> jpegs;

  /** The last good one: it holds for the sessions after, too. */
  private final AtomicReference<byte @Nullable []> last = new AtomicReference<>();

  private JpegSource(String description, double fps, Supplier<byte @Nullable []> jpegs) {
    this.description = Objects.requireNonNull(description, "description");
    this.fps = Pace.checkFps(fps);
    this.jpegs = Objects.requireNonNull(jpegs, "jpegs");
  }

  /**
   * {@return a source of these JPEGs}
   *
   * @param fps pictures a second, more than 0 and at most 1000
   * @param jpegs called for each picture, as {@link ImageSource} says
   */
  public static JpegSource of(double fps, Supplier<byte @Nullable []> jpegs) {
    return of("JPEGs", fps, jpegs);
  }

  /**
   * {@return a source of these JPEGs}
   *
   * @param description what people read in logs, without secrets
   * @param fps pictures a second, more than 0 and at most 1000
   * @param jpegs called for each picture, as {@link ImageSource} says
   */
  public static JpegSource of(String description, double fps, Supplier<byte @Nullable []> jpegs) {
    return new JpegSource(description, fps, jpegs);
  }

  @Override
  public FrameSession open() {
    return open(SessionContext.NONE);
  }

  @Override
  public FrameSession open(SessionContext context) {
    return new Session(this, Objects.requireNonNull(context, "context"));
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String kind() {
    return "images";
  }

  private static final class Session extends PacedSession {
    private final JpegSource source;
    private final JpegCheck check = new JpegCheck();
    private final JpegRenditions renditions;
    private final BrokenPictures broken;
    private @Nullable ByteBuffer jpeg;
    private int brokenInARow;
    private volatile int width;
    private volatile int height;
    private final AtomicLong dropped = new AtomicLong();

    Session(JpegSource source, SessionContext context) {
      super(source.fps, context);
      check.maxPixels(context.maxPixels());
      this.renditions = new JpegRenditions(context.maxPixels());
      this.broken = new BrokenPictures(context);
      this.source = source;
    }

    @Override
    Tick takePicture() throws IOException {
      byte[] bytes = source.jpegs.get();
      if (bytes == null && jpeg == null) {
        bytes = source.last.get();
      }
      if (bytes == null) {
        return Tick.SAME;
      }
      ByteBuffer next = ByteBuffer.wrap(bytes);
      if (!check.inspect(next)) {
        source.last.set(null);
        dropped.incrementAndGet();
        broken(String.valueOf(check.problem()));
        return Tick.BROKEN;
      }
      brokenInARow = 0;
      broken.good();
      source.last.set(bytes);
      renditions.next();
      jpeg = next.limit(check.length());
      height = check.height();
      width = check.width();
      return Tick.NEW;
    }

    private void broken(String problem) throws SourceException {
      try {
        broken.skipped(problem);
      } catch (SourceException e) {
        throw new SourceException(e.kind(), source.description + ": " + e.getMessage(), e);
      }
      if (++brokenInARow == MAX_BROKEN_IN_A_ROW) {
        throw new SourceException(
            Kind.BROKEN,
            source.description + ": " + brokenInARow + " JPEGs in a row are unusable: " + problem);
      }
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
      renditions.write(current(), check, rendition, slot);
    }

    @Override
    public boolean writeRaw(Rendition rendition, FrameSlot slot) throws IOException {
      renditions.write(current(), check, rendition, slot);
      return true;
    }

    private ByteBuffer current() {
      if (jpeg == null) {
        throw new IllegalStateException("no picture: advance() comes first");
      }
      return jpeg.duplicate();
    }

    @Override
    public SessionInfo info() {
      return SessionInfo.builder()
          .codec("mjpeg")
          .size(width, height)
          .fps(source.fps)
          .decoded(renditions.decoded())
          .dropped(dropped.get())
          .build();
    }

    @Override
    public void close() {
      renditions.close();
    }
  }
}
