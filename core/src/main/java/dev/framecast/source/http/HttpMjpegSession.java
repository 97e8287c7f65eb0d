package dev.framecast.source.http;

import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.mjpeg.MjpegReader;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import dev.framecast.source.common.BrokenPictures;
import dev.framecast.source.common.JpegRenditions;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an MJPEG camera. A read ends by {@link #cancel} alone: the body stream of JDK
 * 17's client swallows interrupts.
 */
final class HttpMjpegSession implements FrameSession {
  private final HttpDial dial;
  private final SessionContext context;
  private final JpegRenditions renditions;
  private final BrokenPictures broken;
  private @Nullable MjpegReader reader;
  private boolean anyPicture;

  private volatile boolean cancelled;
  private volatile @Nullable InputStream body;
  private volatile int width;
  private volatile int height;
  private volatile long dropped;

  HttpMjpegSession(HttpDial dial, SessionContext context) {
    this.dial = dial;
    this.context = context;
    this.renditions = new JpegRenditions(context.maxPixels());
    this.broken = new BrokenPictures(context);
  }

  @Override
  public boolean advance() throws IOException {
    MjpegReader stream = reader;
    if (stream == null) {
      stream = connect();
      reader = stream;
    }
    try {
      do {
        if (cancelled || !stream.next()) {
          return ended();
        }
        broken.good();
      } while (isSlate(stream) || stream.isNewerWaiting());
      renditions.next();
    } catch (SourceException e) {
      throw new SourceException(e.kind(), dial.address() + ": " + e.getMessage(), e);
    } catch (IOException e) {
      if (cancelled) {
        return false;
      }
      throw new SourceException(
          Kind.UNREACHABLE, dial.address() + ": the connection broke"); // the JDK quotes the camera
    }
    anyPicture = true;
    height = stream.height();
    width = stream.width();
    return true;
  }

  private boolean ended() throws SourceException {
    if (!cancelled && !anyPicture) {
      throw new SourceException(
          Kind.ENDED, dial.address() + ": the stream ended before its first picture");
    }
    return false;
  }

  /** Another framecast sends these while its camera is away: they must not look live here. */
  private boolean isSlate(MjpegReader stream) {
    if ("false".equalsIgnoreCase(stream.header("X-Framecast-Live"))) {
      context.waitingFor("a live picture");
      return true;
    }
    return false;
  }

  private MjpegReader connect() throws IOException {
    HttpResponse<InputStream> response = dial.dial();
    InputStream in = response.body();
    body = in;
    if (cancelled) {
      closeBody(); // cancel() may have come too early to see it
    }
    return new MjpegReader(in, response.headers().firstValue("Content-Type").orElse(null))
        .maxPixels(context.maxPixels())
        .onSkipped(this::skipped);
  }

  private void skipped(String problem) throws IOException {
    dropped = reader == null ? 0 : reader.dropped();
    broken.broken(problem);
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
    if (reader == null || !anyPicture) {
      throw new IllegalStateException("no picture: advance() comes first");
    }
    renditions.write(reader.jpeg(), reader.inspected(), rendition, slot);
    slot.capturedAt(reader.arrivedNanos());
  }

  @Override
  public SessionInfo info() {
    return SessionInfo.builder()
        .codec("mjpeg")
        .size(width, height)
        .decoded(renditions.decoded())
        .dropped(dropped)
        .build();
  }

  @Override
  public void cancel() {
    cancelled = true;
    dial.cancel();
    closeBody();
  }

  @Override
  public void close() {
    closeBody();
    renditions.close();
  }

  /** Ends the connection, and with it a read that waits on it. Any thread. */
  private void closeBody() {
    InputStream in = body;
    if (in != null) {
      try {
        in.close();
      } catch (IOException e) {
        // The connection is of no use any more, one way or the other.
      }
    }
  }
}
