package dev.framecast.source;

import dev.framecast.FrameSession;
import dev.framecast.FrameSlot;
import dev.framecast.FrameSource;
import dev.framecast.Rendition;
import dev.framecast.SessionInfo;
import dev.framecast.jpeg.ImageIoEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Objects;
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
 * picture is the source's until the function is called again. Null means that there is no new
 * picture now. What it throws ends the session, and the camera begins a new one later; an {@link
 * IOException} travels as an {@link java.io.UncheckedIOException}.
 *
 * <p>Two cameras that share one source call the function from two threads.
 */
public final class ImageSource implements FrameSource {
  private final String description;
  private final double fps;
  private final Supplier<? extends @Nullable BufferedImage> pictures;

  private ImageSource(
      String description, double fps, Supplier<? extends @Nullable BufferedImage> pictures) {
    this.description = Objects.requireNonNull(description, "description");
    this.fps = Pace.checkFps(fps);
    this.pictures = Objects.requireNonNull(pictures, "pictures");
  }

  /**
   * A source of these pictures.
   *
   * @param fps pictures a second, more than 0 and at most 1000
   */
  public static ImageSource of(double fps, Supplier<? extends @Nullable BufferedImage> pictures) {
    return of("images", fps, pictures);
  }

  /**
   * A source of these pictures.
   *
   * @param description what people read in logs, without secrets
   * @param fps pictures a second, more than 0 and at most 1000
   */
  public static ImageSource of(
      String description, double fps, Supplier<? extends @Nullable BufferedImage> pictures) {
    return new ImageSource(description, fps, pictures);
  }

  @Override
  public FrameSession open() {
    return new Session(fps, pictures);
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
    private final double fps;
    private final Supplier<? extends @Nullable BufferedImage> pictures;
    private final ImageIoEncoder encoder = new ImageIoEncoder();
    private @Nullable BufferedImage picture;
    private volatile SessionInfo info = SessionInfo.UNKNOWN;

    Session(double fps, Supplier<? extends @Nullable BufferedImage> pictures) {
      super(fps);
      this.fps = fps;
      this.pictures = pictures;
    }

    @Override
    boolean takePicture() {
      BufferedImage next = pictures.get();
      if (next == null) {
        return false;
      }
      picture = next;
      if (info.width() != next.getWidth() || info.height() != next.getHeight()) {
        info = new SessionInfo("image", next.getWidth(), next.getHeight(), fps, 0, 0);
      }
      return true;
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
      if (picture == null) {
        throw new IllegalStateException("no picture: advance() comes first");
      }
      encoder.encode(picture, rendition, slot);
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
