package dev.framecast.nats.publish;

import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Registration;
import dev.framecast.frame.Rendition;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One rendition of a camera on its way to other nodes, as long as one of them wants it. {@link
 * #wants} and {@link #close} are called by one thread, frames are sent by the link's sending
 * thread.
 */
final class PublishedRendition implements AutoCloseable {
  private final Camera camera;
  private final Rendition rendition;
  private final String subject;
  private final Outlet outlet;
  private final Executor sender;

  /** Also read by the sending thread. */
  private volatile @Nullable Rendition asked;

  private double fps;
  private @Nullable Subscription subscription;
  private @Nullable Registration registration;

  /** Whether the video is to be sent again; one time is enough for all who have come since. */
  private final AtomicBoolean again = new AtomicBoolean();

  /** Whether nothing is sent at the moment, though the camera goes on. */
  private volatile boolean resting;

  /** The sequence of what was sent last. Sending thread. */
  private long sent;

  PublishedRendition(
      Camera camera, Rendition rendition, String subject, Outlet outlet, Executor sender) {
    this.camera = camera;
    this.rendition = rendition;
    this.subject = subject;
    this.outlet = outlet;
    this.sender = sender;
  }

  /**
   * Has it at that rate from here on.
   *
   * @param exactly what is asked for, of video with the width at which it is shown
   * @throws IllegalStateException when the camera is closed
   */
  void wants(Rendition exactly, double maxFps) {
    Subscription before = subscription;
    Registration wasTold = registration;
    if (before != null && hasEnded()) {
      return; // there is none, and to ask for it again and again would not change that
    }
    if (before != null && before.isOpen() && Objects.equals(asked, exactly) && maxFps == fps) {
      return;
    }
    Subscription next = camera.subscribe(exactly, maxFps);
    subscription = next;
    asked = exactly;
    fps = maxFps;
    registration = next.onFrame(sender, this::send);
    // Afterwards, or the camera would be let go in between.
    close(wasTold, before);
  }

  /** Whether the camera turned out to have none of it. */
  boolean hasEnded() {
    Subscription current = subscription;
    return current != null && current.frames().isEnded();
  }

  /** Sending thread. */
  private void send(Frame frame) {
    if (frame.live() && frame.sequence() > sent) {
      // One that was left out is missing to those that build on it, as readers see by this number.
      long after = frame.isKey() ? 0 : sent;
      boolean unused = !resting && outlet.send(subject, frame, after, false);
      sent = frame.sequence();
    }
  }

  /** Sends nothing from here on, or goes on to. */
  void rests(boolean rests) {
    resting = rests;
  }

  /**
   * Sends video again from the last key frame up to what was sent last: for a reader who has come
   * now, and else would wait for the next one. The others know it by its sequence.
   */
  void again() {
    if (rendition.isVideo() && !again.getAndSet(true)) {
      sender.execute(this::sendAgain);
    }
  }

  private void sendAgain() {
    again.set(false);
    Rendition exactly = asked;
    if (exactly == null || resting) {
      return;
    }
    // In that width: the camera would else take larger pictures for this moment.
    try (Subscription group = camera.subscribe(exactly, 0)) {
      long seen = group.startAfter();
      long after = 0;
      Frame frame = group.frames().acquireNext(seen);
      while (frame != null && frame.sequence() <= sent) {
        try (Frame current = frame) {
          if (current.live() && (current.isKey() || after != 0)) {
            boolean unused = outlet.send(subject, current, current.isKey() ? 0 : after, true);
            after = current.sequence();
          }
          seen = current.sequence();
        }
        frame = group.frames().acquireNext(seen);
      }
      if (frame != null) {
        frame.close();
      }
    } catch (IllegalStateException e) {
      // The camera was closed.
    }
  }

  @Override
  public void close() {
    close(registration, subscription);
    registration = null;
    subscription = null;
  }

  private static void close(@Nullable Registration told, @Nullable Subscription open) {
    if (told != null) {
      told.close();
    }
    if (open != null) {
      open.close();
    }
  }
}
