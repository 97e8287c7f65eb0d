package dev.framecast.rtsp;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.rtsp.decode.Counters;
import dev.framecast.rtsp.encode.Renditions;
import dev.framecast.rtsp.ffmpeg.FFmpeg;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private @Nullable FrameGrabber grabber;

  /** Of a film, which is read as fast as one likes; null for what comes when it happens. */
  private @Nullable Pace pace;

  private long period;
  private long played;
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
        double fps = Math.max(0, grabber.getFrameRate());
        counters.stream(grabber.getClass().getSimpleName(), fps);
        // Live sources, though some have time stamps too, know of no length.
        period = fps > 0 ? (long) (1e9 / fps) : 0;
        pace = grabber.getLengthInTime() > 0 ? new Pace(period) : null;
      }
      Frame grabbed;
      do {
        requireGoing();
        grabbed = grabber.grab();
      } while (grabbed != null && (grabbed.image == null || !isShown(grabbed))); // Sound.
      requireGoing();
      return grabbed != null && take(grabbed);
    } catch (FrameGrabber.Exception e) {
      // Not its message, nor as a cause: grabbers name their address, with credentials, in there.
      throw new SourceException(
          Kind.UNREACHABLE, description + ": the grabber failed (" + e.getClass().getName() + ")");
    }
  }

  /** Waits until it is a film's picture's turn; false if that is long over. */
  private boolean isShown(Frame grabbed) throws SourceException {
    if (pace == null) {
      return true;
    }
    long now = System.nanoTime();
    // Some grabbers have no time stamps.
    played = grabbed.timestamp > 0 ? grabbed.timestamp * 1_000 : played + period;
    long due = pace.due(played, now);
    if (pace.skips(due, now)) {
      return false;
    }
    try {
      boolean ignored = cancelled.await(due - now, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // The capture thread is only ever interrupted to end the session.
      Thread.currentThread().interrupt();
      cancel();
    }
    requireGoing();
    return true;
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
    if (cancelled.getCount() == 0) {
      throw new SourceException(Kind.ENDED, description + ": cancelled");
    }
  }

  @Override
  public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
    write(rendition, slot);
  }

  @Override
  public boolean writeRaw(Rendition rendition, FrameSlot slot) throws IOException {
    write(rendition, slot);
    return true;
  }

  private void write(Rendition rendition, FrameSlot slot) throws IOException {
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
    cancelled.countDown();
  }

  @Override
  public void close() {
    cancelled.countDown();
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
