package dev.framecast.http;

import dev.framecast.camera.Camera;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.http.Admissions.Client;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.mjpeg.MjpegWriters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a request is to be answered with. A sink knows how to send each of the kinds; what they say
 * is not its matter.
 */
public sealed interface HttpAnswer {

  /**
   * A whole answer. Immutable. A 204 or 304 has no body and is sent without Content-Length (RFC
   * 9110, 8.6).
   */
  final class Content implements HttpAnswer {
    private final int status;
    private final Map<String, String> headers;
    private final ByteBuffer body;

    /** The body is not changed from here on. */
    private Content(int status, Map<String, String> headers, ByteBuffer body) {
      this.status = status;
      this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
      this.body = body.asReadOnlyBuffer();
    }

    /** {@return the HTTP status} */
    public int status() {
      return status;
    }

    /** {@return all headers but Content-Length, in order} */
    public Map<String, String> headers() {
      return headers;
    }

    /**
     * {@return the body, read-only; a view of its own for each caller} A HEAD request gets its
     * length alone.
     */
    public ByteBuffer body() {
      return body.duplicate();
    }

    static Content of(int status, String type, byte[] body) {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Content-Type", type);
      headers.put("Cache-Control", "no-store");
      headers.put("X-Content-Type-Options", "nosniff");
      return new Content(status, headers, ByteBuffer.wrap(body));
    }

    /**
     * {@return an answer of a line of text for people}
     *
     * @param status an HTTP status
     * @param line without its end
     */
    public static Content text(int status, String line) {
      return of(
          status, "text/plain; charset=utf-8", (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** What the client has is still so. */
    static Content notModified() {
      return empty(304);
    }

    static Content empty(int status) {
      return new Content(status, Map.of(), ByteBuffer.allocate(0));
    }

    /** {@return whether it has a body, be it of no bytes, and so a Content-Length} */
    public boolean hasBody() {
      return status != 204 && status != 304;
    }

    /** A copy with that header, in place of one of that name. */
    Content with(String header, String value) {
      return with(Map.of(header, value));
    }

    /** A copy with these headers, in place of those of the same names. */
    Content with(Map<String, String> more) {
      Map<String, String> all = new LinkedHashMap<>(headers);
      all.putAll(more);
      return new Content(status, all, body);
    }
  }

  /**
   * A unit of video, as its part's headers name it.
   *
   * @param epoch which connection to the camera it came by
   * @param sequence its number
   */
  record SeenUnit(int epoch, long sequence) {}

  /**
   * One camera of a stream.
   *
   * @param camera whose frames
   * @param rendition in which form
   * @param maxFps no more frames a second than these, or 0 for all: see {@link
   *     dev.framecast.frame.FramePacer}
   * @param writer makes the parts
   * @param video the camera's own video, for a viewer who wants that for as long as it is to be had
   *     and he keeps up, and else JPEGs of that rendition; null for JPEGs alone
   * @param seen the unit of video that the viewer has already, and goes on behind if that is to be
   *     had; null for none
   */
  record CameraView(
      Camera camera,
      Rendition rendition,
      double maxFps,
      MjpegWriter writer,
      @Nullable Rendition video,
      @Nullable SeenUnit seen) {

    /**
     * For a viewer who has seen nothing yet.
     *
     * @param camera whose frames
     * @param rendition in which form
     * @param maxFps no more frames a second than these, or 0 for all
     * @param writer makes the parts
     * @param video the camera's own video, or null for JPEGs alone
     */
    public CameraView(
        Camera camera,
        Rendition rendition,
        double maxFps,
        MjpegWriter writer,
        @Nullable Rendition video) {
      this(camera, rendition, maxFps, writer, video, null);
    }

    /**
     * JPEGs alone.
     *
     * @param camera whose frames
     * @param rendition in which form
     * @param maxFps no more frames a second than these, or 0 for all
     * @param writer makes the parts
     */
    public CameraView(Camera camera, Rendition rendition, double maxFps, MjpegWriter writer) {
      this(camera, rendition, maxFps, writer, null);
    }
  }

  /**
   * A stream without an end: send status 200 and {@link #headers}, the writer's opening, then what
   * a {@link dev.framecast.stream.ViewerStream} says, until the viewer leaves or all cameras are
   * closed. A HEAD request gets status and headers alone, and does not subscribe.
   *
   * @param views one or more; the parts of each name their camera if they are more
   * @param rules the headers that {@link HttpRules} ask for
   * @param until when it is to end, or null
   * @param client as whom the viewer is counted, or null for nobody
   */
  record Stream(
      List<CameraView> views,
      Map<String, String> rules,
      @Nullable Instant until,
      @Nullable Client client)
      implements HttpAnswer {
    /** Of what is in the parts for programs; docs/video.md says what. */
    private static final String VERSION = "1";

    /**
     * A stream of at least one camera.
     *
     * @param views one or more; copied
     * @param rules the headers that {@link HttpRules} ask for; copied
     * @param until when it is to end, or null
     * @param client as whom the viewer is counted, or null for nobody
     * @throws IllegalArgumentException when there is no view
     */
    public Stream {
      views = List.copyOf(views);
      rules = Map.copyOf(rules);
      if (views.isEmpty()) {
        throw new IllegalArgumentException("a stream of no camera: must be one or more");
      }
    }

    /**
     * A stream for anybody, without an end.
     *
     * @param views one or more; copied
     * @throws IllegalArgumentException when there is none
     */
    public Stream(List<CameraView> views) {
      this(views, Map.of(), null, null);
    }

    /** {@return the headers, in order} The body ends with the connection. */
    public Map<String, String> headers() {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Content-Type", views.get(0).writer().contentType());
      headers.put("Cache-Control", "no-store, no-cache, must-revalidate, private");
      headers.put("Pragma", "no-cache");
      headers.put("X-Content-Type-Options", "nosniff");
      // Says to proxies such as nginx that a frame held back is a frame too late.
      headers.put("X-Accel-Buffering", "no");
      MjpegWriter writer = views.get(0).writer();
      if (writer != MjpegWriters.forImages()
          && writer.contentType().equals(MjpegWriters.CONTENT_TYPE)) {
        headers.put("X-Framecast-Stream", VERSION);
      }
      headers.putAll(rules);
      return headers;
    }

    /**
     * Counts the viewer, until that is closed.
     *
     * @return closed by the sink when the stream has ended
     * @throws Admissions.RefusedException when there are too many
     */
    public Admissions.Admission enter() {
      return client == null ? Admissions.Admission.uncounted() : client.watch(cameras(), rules);
    }

    /** Each of them once. */
    Set<Camera> cameras() {
      Set<Camera> cameras = new LinkedHashSet<>();
      views.forEach(view -> cameras.add(view.camera()));
      return cameras;
    }

    /**
     * {@return what to answer when a camera was closed between its being found and its being
     * watched}
     */
    public Content closed() {
      return SnapshotAnswers.closed().with(rules);
    }
  }

  /**
   * One JPEG that may have to be waited for: ask {@link Camera#snapshot}; send the frame with
   * status 200 and {@link #headers}, or {@link #failed}.
   *
   * @param camera whose picture
   * @param rendition in which form
   * @param maxAge no older than this
   * @param timeout how long to wait
   * @param rules the headers that {@link HttpRules} ask for
   * @param client as whom who waits for it is counted, or null for nobody
   */
  record Snapshot(
      Camera camera,
      Rendition rendition,
      Duration maxAge,
      Duration timeout,
      Map<String, String> rules,
      @Nullable Client client)
      implements HttpAnswer {

    /**
     * A picture, waited for.
     *
     * @param camera whose picture
     * @param rendition in which form
     * @param maxAge no older than this
     * @param timeout how long to wait
     * @param rules the headers that {@link HttpRules} ask for; copied
     * @param client as whom who waits for it is counted, or null for nobody
     */
    public Snapshot {
      rules = Map.copyOf(rules);
    }

    /**
     * {@return all headers of the frame's answer but Content-Length, in order}
     *
     * @param frame what {@link Camera#snapshot} gave; stays the caller's
     */
    public Map<String, String> headers(Frame frame) {
      Map<String, String> headers = SnapshotAnswers.headers(frame);
      headers.putAll(rules);
      return headers;
    }

    /**
     * {@return what to answer when there was no frame}
     *
     * @param failure what {@link Camera#snapshot} failed with
     */
    public Content failed(Throwable failure) {
      return SnapshotAnswers.failed(failure).with(rules);
    }

    /**
     * Counts who waits for it, until that is closed.
     *
     * @return closed by the sink when it has the frame, or waits no more
     * @throws Admissions.RefusedException when there are too many
     */
    public Admissions.Admission enter() {
      return client == null ? Admissions.Admission.uncounted() : client.waitForSnapshot(rules);
    }

    /**
     * {@return what to answer when the camera was closed between its being found and its being
     * asked}
     */
    public Content closed() {
      return SnapshotAnswers.closed().with(rules);
    }
  }

  /**
   * Somebody has to be asked first whether the request may see anything: {@link
   * dev.framecast.access.Access}, which is code of the app.
   */
  non-sealed interface Asked extends HttpAnswer {

    /**
     * Asks. The answer is one of the other kinds, comes within the time that the rules give, and
     * never fails; whoever needs it no more cancels it.
     *
     * @param executor where the app's code may run, which takes its time; {@code Runnable::run} for
     *     the calling thread. If it refuses, so does the answer (503)
     * @return completed with the answer, on whatever thread has it
     */
    CompletableFuture<HttpAnswer> ask(Executor executor);
  }
}
