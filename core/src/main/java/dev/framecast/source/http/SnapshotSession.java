package dev.framecast.source.http;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.internal.http.HttpHead;
import dev.framecast.mjpeg.MjpegReader;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import dev.framecast.source.common.BrokenPictures;
import dev.framecast.source.common.JpegRenditions;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a picture again and again, at a rate that is measured from one request's beginning to
 * the next one's; never for two at a time, and not at all while the last answer is late.
 *
 * <p>Requests that fail do not end the session before the third in a row, once there was a picture:
 * cameras are busy now and then.
 */
final class SnapshotSession implements FrameSession {
  private static final int MAX_FAILURES_IN_A_ROW = 3;

  /** How long one picture holds before it is handed on again, if no other came. */
  private static final long HOLDS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final HttpDial dial;
  private final SessionContext context;
  private final JpegRenditions renditions;
  private final BrokenPictures broken;
  private final Validators validators = new Validators();
  private final long periodNanos;

  private HttpExchange.@Nullable Answer first;
  private HttpExchange.@Nullable Answer stream;
  private @Nullable MjpegReader current;
  private int failures;
  private long asked = System.nanoTime();
  private long arrived;
  private long handedOn;

  private volatile @Nullable Thread waiter;
  private volatile int width;
  private volatile int height;

  /**
   * Pictures of an address.
   *
   * @param first an answer that is there already; null if there was one that was used up
   */
  SnapshotSession(HttpDial dial, HttpExchange.@Nullable Answer first, SessionContext context) {
    this.dial = dial;
    this.first = first;
    this.context = context;
    this.renditions = new JpegRenditions(context.maxPixels());
    this.broken = new BrokenPictures(context);
    this.periodNanos = (long) (1e9 / dial.fps());
  }

  @Override
  public boolean advance() throws IOException {
    while (!dial.isCancelled()) {
      HttpExchange.Answer answer = first;
      first = null;
      if (answer == null && !await()) {
        return false;
      }
      try {
        boolean changed = take(answer == null ? dial.ask(validators.conditions()) : answer);
        failures = 0;
        if (stream != null) {
          return false;
        }
        if (changed || isToBeRepeated()) {
          handedOn = System.nanoTime();
          return true;
        }
      } catch (SourceException e) {
        if (dial.isCancelled()) {
          return false;
        }
        failed(e);
      }
    }
    return false;
  }

  /**
   * The answer that ended this session, because it is a stream; null if there is none. It is not
   * read so far, and the connection is the caller's from now on.
   */
  HttpExchange.@Nullable Answer takeStream() {
    HttpExchange.Answer taken = stream;
    stream = null;
    if (taken != null) {
      renditions.close();
    }
    return taken;
  }

  /** Waits until it is time to ask; false when cancelled or interrupted. */
  private boolean await() {
    waiter = Thread.currentThread();
    while (!dial.isCancelled() && !Thread.currentThread().isInterrupted()) {
      long now = System.nanoTime();
      long left = asked + periodNanos - now;
      if (left <= 0) {
        asked = now;
        return true;
      }
      LockSupport.parkNanos(this, left);
    }
    return false;
  }

  /** Whether the answer holds another picture than the one before. */
  private boolean take(HttpExchange.Answer answer) throws SourceException {
    if (answer.head().status() == 304) {
      dial.release(answer);
      arrived = System.nanoTime();
      return false;
    }
    HttpSession.Content content = HttpSession.Content.of(answer, dial);
    if (content == HttpSession.Content.STREAM) {
      stream = answer;
      return false;
    }
    MjpegReader next = content == HttpSession.Content.NOTHING ? null : read(answer);
    dial.release(answer);
    if (next == null) {
      throw dial.fail(
          Kind.BROKEN,
          content == HttpSession.Content.NOTHING
              ? "the answer has no picture in it"
              : "what the camera sends is no whole JPEG");
    }
    broken.good();
    MjpegReader before = current;
    boolean changed = before == null || !before.jpeg().equals(next.jpeg());
    validators.seen(answer.head(), changed);
    arrived = next.arrivedNanos();
    if (changed) {
      renditions.next();
      current = next;
      height = next.height();
      width = next.width();
    }
    return changed;
  }

  private @Nullable MjpegReader read(HttpExchange.Answer answer) throws SourceException {
    try {
      MjpegReader next =
          new MjpegReader(HttpSession.Content.unpacked(answer), null)
              .maxPixels(context.maxPixels())
              .onSkipped(broken);
      return next.next() ? next : null;
    } catch (SourceException e) {
      dial.close();
      throw dial.fail(e.kind(), String.valueOf(e.getMessage()));
    } catch (ZipException e) {
      dial.close();
      throw dial.fail(Kind.BROKEN, "what the camera sends compressed cannot be unpacked");
    } catch (IOException e) {
      dial.close();
      throw dial.broken(answer);
    }
  }

  /** Those who come later want to see it, and an unchanged picture has not stalled. */
  private boolean isToBeRepeated() {
    return asked + periodNanos - handedOn > HOLDS_NANOS;
  }

  private void failed(SourceException e) throws SourceException {
    boolean mayPass =
        e.kind() == Kind.BROKEN
            || (current != null
                && e.kind() != Kind.UNAUTHORIZED
                && e.kind() != Kind.UNSUPPORTED
                && e.kind() != Kind.ENDED);
    if (!mayPass || ++failures >= MAX_FAILURES_IN_A_ROW) {
      throw e;
    }
    String message = String.valueOf(e.getMessage());
    String address = dial.address() + ": ";
    context.dropped(
        "a picture could not be had: "
            + (message.startsWith(address) ? message.substring(address.length()) : message));
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
    MjpegReader picture = current;
    if (picture == null) {
      throw new IllegalStateException("no picture: advance() comes first");
    }
    renditions.write(picture.jpeg(), picture.inspected(), rendition, slot);
    slot.capturedAt(arrived);
  }

  @Override
  public SessionInfo info() {
    return SessionInfo.builder()
        .codec("mjpeg")
        .size(width, height)
        .fps(dial.fps())
        .decoded(renditions.decoded())
        .dropped(broken.dropped())
        .build();
  }

  @Override
  public void cancel() {
    dial.cancel();
    LockSupport.unpark(waiter);
  }

  @Override
  public void close() {
    dial.close();
    renditions.close();
  }

  /**
   * Makes requests conditional, so that a camera need not send a picture that we have. Not all can
   * be believed: some have the same ETag, or the date of their firmware, for each picture, and
   * would answer for ever that nothing has changed. So now and then there is no condition; and once
   * a picture had changed where these had not, there is none any more. Owned by one thread.
   */
  private static final class Validators {
    private static final int UNCONDITIONAL = 10;

    private String conditions = "";
    private boolean useless;
    private int requests;

    /** Lines of the next request; empty when it is to have none. */
    String conditions() {
      boolean check = requests++ % UNCONDITIONAL == 0;
      return check || useless ? "" : conditions;
    }

    /** A picture has come with that head. */
    void seen(HttpHead head, boolean changed) {
      String next =
          line("If-None-Match", head.first("ETag"))
              + line("If-Modified-Since", head.first("Last-Modified"));
      useless |= changed && !next.isEmpty() && next.equals(conditions);
      conditions = next;
    }

    private static String line(String name, @Nullable String value) {
      return value == null || !value.matches("[\\x20-\\xFF]{1,200}")
          ? ""
          : name + ": " + value + "\r\n";
    }
  }
}
