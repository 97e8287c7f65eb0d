package dev.framecast.rtsp;

import dev.framecast.FrameSession;
import dev.framecast.FrameSlot;
import dev.framecast.Rendition;
import dev.framecast.SessionInfo;
import dev.framecast.SourceException;
import dev.framecast.SourceException.Kind;
import java.io.IOException;
import java.util.function.Supplier;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.jspecify.annotations.Nullable;

/** One grabber at work. The pictures go the same way to JPEG as a network camera's. */
final class GrabberSession implements FrameSession {
  private final String description;
  private final Supplier<? extends FrameGrabber> factory;
  private final Renditions renditions = new Renditions();
  private final Counters counters = new Counters();
  private volatile boolean cancelled;
  private @Nullable FrameGrabber grabber;
  private @Nullable GrabbedPicture picture;

  GrabberSession(String description, Supplier<? extends FrameGrabber> factory) {
    this.description = description;
    this.factory = factory;
  }

  @Override
  public boolean advance() throws IOException {
    try {
      if (grabber == null) {
        requireGoing();
        FFmpeg.load();
        picture = new GrabbedPicture();
        grabber = factory.get();
        grabber.start();
        counters.stream(grabber.getClass().getSimpleName(), Math.max(0, grabber.getFrameRate()));
      }
      Frame grabbed;
      do {
        requireGoing();
        grabbed = grabber.grab();
      } while (grabbed != null && grabbed.image == null); // Sound.
      requireGoing();
      return grabbed != null && take(grabbed);
    } catch (FrameGrabber.Exception e) {
      // Not its message, nor as a cause: grabbers name their address, with credentials, in there.
      throw new SourceException(
          Kind.UNREACHABLE, description + ": the grabber failed (" + e.getClass().getName() + ")");
    }
  }

  private boolean take(Frame grabbed) throws SourceException {
    if (picture == null || !picture.take(grabbed)) {
      throw new SourceException(
          Kind.UNSUPPORTED,
          description
              + ": the grabber's pictures must be 8-bit BGR, RGBA or grey, and have "
              + grabbed.imageChannels
              + " channels of "
              + grabbed.imageDepth
              + " bits");
    }
    counters.countDecoded();
    counters.size(grabbed.imageWidth, grabbed.imageHeight);
    return true;
  }

  private void requireGoing() throws SourceException {
    if (cancelled) {
      throw new SourceException(Kind.ENDED, description + ": cancelled");
    }
  }

  @Override
  public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
    if (picture == null) {
      throw new IllegalStateException("no picture yet: call advance() first");
    }
    renditions.of(rendition).write(picture.frame(), slot);
  }

  @Override
  public SessionInfo info() {
    return counters.info();
  }

  /** Takes effect when the grabber returns; nothing can interrupt that. */
  @Override
  public void cancel() {
    cancelled = true;
  }

  @Override
  public void close() {
    cancelled = true;
    renditions.close();
    if (picture != null) {
      picture.close();
      picture = null;
    }
    if (grabber != null) {
      try {
        grabber.close();
      } catch (FrameGrabber.Exception e) {
        // It is gone either way, and nobody could do anything about it.
      }
    }
  }
}
