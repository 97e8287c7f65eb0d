package dev.framecast.rtsp;

import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.javacv.FrameGrabber;

/**
 * Pictures of any of JavaCV's {@link FrameGrabber}s: screens, DV cameras, depth cameras, whatever
 * there is one for. For network cameras {@link RtspSource} is the better way: it can be cancelled,
 * passes MJPEG through, and needs a fraction of the time for a picture.
 *
 * <p>A grabber's pictures must be 8-bit BGR, RGBA or grey, which is what they give by default; each
 * is converted to JPEG once for each rendition.
 *
 * <p>A film, which is a grabber that knows its length in time, is shown at its own pace, and ends.
 *
 * <p>A grabber cannot be interrupted. When a session is cancelled while the grabber waits for its
 * device, it stays there until the device answers; only then does it stop. Some grabbers hold locks
 * of the whole JVM meanwhile, which stop others of their kind, {@code FFmpegFrameGrabber} for one.
 */
public final class GrabberSource implements FrameSource {
  private final String description;
  private final Supplier<? extends FrameGrabber> factory;

  private GrabberSource(String description, Supplier<? extends FrameGrabber> factory) {
    this.description = description;
    this.factory = factory;
  }

  /**
   * {@return a source of the grabbers that the factory makes: a new one, not started, for each
   * session}
   *
   * @param description what people read in logs; must hold no credentials
   * @param factory called on the capture thread
   */
  public static GrabberSource of(String description, Supplier<? extends FrameGrabber> factory) {
    return new GrabberSource(
        Objects.requireNonNull(description, "description"),
        Objects.requireNonNull(factory, "factory"));
  }

  @Override
  public FrameSession open() {
    return new GrabberSession(description, factory);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String kind() {
    return "grabber";
  }

  @Override
  public String toString() {
    return "GrabberSource[" + description + "]";
  }
}
