package dev.framecast.source.image;

import dev.framecast.encode.ImageIoEncoder;
import dev.framecast.encode.PixelWriter;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.common.Pixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source of one's own from a function that gives pictures: a screen, a plot, a game.
 *
 * <pre>{@code
 * Robot robot = new Robot();
 * Rectangle screen = new Rectangle(1280, 720);
 * cameras.add("screen", ImageSource.of(10, () -> robot.createScreenCapture(screen)));
 * }</pre>
 *
 * <p>The function is called on the camera's capture thread, at most so many times a second, and
 * only while somebody watches. It may block (the camera's watchdog interrupts it in the end). The
 * picture is the source's until the function is called again. What the function throws ends the
 * session, and the camera begins a new one later; an {@link IOException} travels as an {@link
 * java.io.UncheckedIOException}.
 *
 * <p>Null means that the picture is still the same: the last one holds, must not have been changed,
 * and stays the source's. It is shown again about once a second, as what can be seen now. Null
 * before the first picture means that it is not there yet; the camera waits for it. The last
 * picture holds also when the camera was left and is watched again.
 *
 * <p>Two cameras that share one source call the function from two threads.
 */
public final class ImageSource implements FrameSource {
  private final String description;
  private final double fps;
  private final Supplier<? extends @Nullable BufferedImage> pictures;

  /** What the function gave last: it holds for the sessions after, too. */
  private final AtomicReference<@Nullable BufferedImage> last = new AtomicReference<>();

  private ImageSource(
      String description, double fps, Supplier<? extends @Nullable BufferedImage> pictures) {
    this.description = Objects.requireNonNull(description, "description");
    this.fps = Pace.checkFps(fps);
    this.pictures = Objects.requireNonNull(pictures, "pictures");
  }

  /**
   * {@return a source of these pictures}
   *
   * @param fps pictures a second, more than 0 and at most 1000
   * @param pictures called for each picture, as {@link ImageSource} says
   */
  public static ImageSource of(double fps, Supplier<? extends @Nullable BufferedImage> pictures) {
    return of("images", fps, pictures);
  }

  /**
   * {@return a source of these pictures}
   *
   * @param description what people read in logs, without secrets
   * @param fps pictures a second, more than 0 and at most 1000
   * @param pictures called for each picture, as {@link ImageSource} says
   */
  public static ImageSource of(
      String description, double fps, Supplier<? extends @Nullable BufferedImage> pictures) {
    return new ImageSource(description, fps, pictures);
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
    private final ImageSource source;
    private final SessionContext context;
    private final ImageIoEncoder encoder = new ImageIoEncoder();
    private final PixelWriter pixels = new PixelWriter();
    private @Nullable BufferedImage picture;
    private volatile SessionInfo info = SessionInfo.UNKNOWN;

    Session(ImageSource source, SessionContext context) {
      super(source.fps, context);
      this.source = source;
      this.context = context;
    }

    @Override
    Tick takePicture() {
      BufferedImage next = source.pictures.get();
      if (next == null && picture == null) {
        next = source.last.get();
      }
      if (next == null) {
        return Tick.SAME;
      }
      if ((long) next.getWidth() * next.getHeight() > context.maxPixels()) {
        context.dropped(Pixels.tooMany(next.getWidth(), next.getHeight(), context.maxPixels()));
        return Tick.BROKEN;
      }
      source.last.set(next);
      picture = next;
      if (info.width() != next.getWidth() || info.height() != next.getHeight()) {
        info =
            SessionInfo.builder()
                .codec("image")
                .size(next.getWidth(), next.getHeight())
                .fps(source.fps)
                .build();
      }
      return Tick.NEW;
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
      encoder.encode(current(), rendition, slot);
    }

    @Override
    public boolean writeRaw(Rendition rendition, FrameSlot slot) {
      pixels.write(current(), rendition, slot);
      return true;
    }

    private BufferedImage current() {
      if (picture == null) {
        throw new IllegalStateException("no picture: advance() comes first");
      }
      return picture;
    }

    @Override
    public SessionInfo info() {
      return info;
    }

    @Override
    public void close() {
      encoder.close();
    }
  }
}
