package dev.framecast.source;

import dev.framecast.FrameSession;
import dev.framecast.FrameSlot;
import dev.framecast.FrameSource;
import dev.framecast.Rendition;
import dev.framecast.SessionInfo;
import dev.framecast.SourceException;
import dev.framecast.SourceException.Kind;
import dev.framecast.jpeg.JpegCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source of one's own from a function that gives whole JPEGs: a directory of files, a camera's
 * snapshot address, a message queue.
 *
 * <pre>{@code
 * Iterator<Path> files = Files.list(folder).sorted().iterator();
 * cameras.add("replay", JpegSource.of(25, () -> files.hasNext() ? read(files.next()) : null));
 * }</pre>
 *
 * <p>JPEGs are handed on untouched, and decoded only where a viewer wants them smaller. The rules
 * for the function are those of {@link ImageSource}; JPEGs that are broken are left out, and thirty
 * of these in a row end the session.
 */
public final class JpegSource implements FrameSource {
  private static final int MAX_BROKEN_IN_A_ROW = 30;

  private final String description;
  private final double fps;
  private final Supplier<byte @Nullable []> jpegs;

  private JpegSource(String description, double fps, Supplier<byte @Nullable []> jpegs) {
    this.description = Objects.requireNonNull(description, "description");
    this.fps = Pace.checkFps(fps);
    this.jpegs = Objects.requireNonNull(jpegs, "jpegs");
  }

  /**
   * A source of these JPEGs.
   *
   * @param fps pictures a second, more than 0 and at most 1000
   */
  public static JpegSource of(double fps, Supplier<byte @Nullable []> jpegs) {
    return of("JPEGs", fps, jpegs);
  }

  /**
   * A source of these JPEGs.
   *
   * @param description what people read in logs, without secrets
   * @param fps pictures a second, more than 0 and at most 1000
   */
  public static JpegSource of(String description, double fps, Supplier<byte @Nullable []> jpegs) {
    return new JpegSource(description, fps, jpegs);
  }

  @Override
  public FrameSession open() {
    return new Session(description, fps, jpegs);
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
    private final String description;
    private final double fps;
    private final Supplier<byte @Nullable []> jpegs;
    private final JpegCheck check = new JpegCheck();
    private final JpegRenditions renditions = new JpegRenditions();
    private @Nullable ByteBuffer jpeg;
    private int brokenInARow;
    private volatile int width;
    private volatile int height;
    private final AtomicLong dropped = new AtomicLong();

    Session(String description, double fps, Supplier<byte @Nullable []> jpegs) {
      super(fps);
      this.description = description;
      this.fps = fps;
      this.jpegs = jpegs;
    }

    @Override
    boolean takePicture() throws IOException {
      byte[] bytes = jpegs.get();
      if (bytes == null) {
        return false;
      }
      ByteBuffer next = ByteBuffer.wrap(bytes);
      if (!check.inspect(next)) {
        dropped.incrementAndGet();
        if (++brokenInARow == MAX_BROKEN_IN_A_ROW) {
          throw new SourceException(
              Kind.BROKEN,
              description
                  + ": "
                  + brokenInARow
                  + " JPEGs in a row are unusable: "
                  + check.problem());
        }
        return false;
      }
      brokenInARow = 0;
      jpeg = next.limit(check.length());
      height = check.height();
      width = check.width();
      return true;
    }

    @Override
    public JpegCheck inspected() {
      return check;
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
      if (jpeg == null) {
        throw new IllegalStateException("no picture: advance() comes first");
      }
      renditions.write(jpeg.duplicate(), check.width(), rendition, slot);
    }

    @Override
    public SessionInfo info() {
      return new SessionInfo("mjpeg", width, height, fps, renditions.decoded(), dropped.get());
    }

    @Override
    public void close() {
      renditions.close();
    }
  }
}
