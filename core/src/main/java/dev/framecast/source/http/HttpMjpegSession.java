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

/** The pictures of one MJPEG stream, of which the head of the answer has been read. */
final class HttpMjpegSession implements FrameSession {
  private final HttpDial dial;
  private final SessionContext context;
  private final JpegRenditions renditions;
  private final BrokenPictures broken;
  private final MjpegReader reader;
  private long count;
  private boolean anyPicture;

  private volatile int width;
  private volatile int height;

  HttpMjpegSession(HttpDial dial, HttpExchange.Answer answer, SessionContext context) {
    this.dial = dial;
    this.context = context;
    this.renditions = new JpegRenditions(context.maxPixels());
    this.broken = new BrokenPictures(context);
    this.reader =
        new MjpegReader(answer.body(), answer.head().contentType())
            .maxPixels(context.maxPixels())
            .onSkipped(broken);
  }

  @Override
  public boolean advance() throws IOException {
    MjpegReader stream = reader;
    try {
      do {
        if (dial.isCancelled() || !stream.next()) {
          return ended();
        }
        broken.good();
        count++;
      } while (isSlate(stream) || stream.isNewerWaiting());
      renditions.next();
    } catch (SourceException e) {
      throw new SourceException(e.kind(), dial.address() + ": " + e.getMessage(), e);
    } catch (IOException e) {
      if (dial.isCancelled()) {
        return false;
      }
      throw new SourceException(Kind.UNREACHABLE, dial.address() + ": the connection broke");
    }
    anyPicture = true;
    height = stream.height();
    width = stream.width();
    return true;
  }

  /** Pictures that came so far, also those that were skipped for a newer one. */
  long count() {
    return count;
  }

  private boolean ended() throws SourceException {
    if (!dial.isCancelled() && !anyPicture) {
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
    if (!anyPicture) {
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
        .dropped(broken.dropped())
        .build();
  }

  @Override
  public void cancel() {
    dial.cancel();
  }

  @Override
  public void close() {
    dial.close();
    renditions.close();
  }
}
