package dev.framecast.http;

import dev.framecast.access.AccessRequest;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraGroup;
import dev.framecast.discovery.CameraSearch;
import dev.framecast.frame.Rendition;
import dev.framecast.http.Query.BadQueryException;
import dev.framecast.http.json.CamerasJson;
import dev.framecast.http.json.FoundJson;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.mjpeg.MjpegWriters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP surface of a registry of cameras, without any HTTP server: a sink hands in what it knows
 * of a request and is told what to answer.
 *
 * <table>
 *   <caption>Paths, below whatever prefix the sink is mounted at</caption>
 *   <tr><td>{@code /}</td><td>a page with every camera, live</td></tr>
 *   <tr><td>{@code /cameras}</td><td>JSON: what there is to know of each</td></tr>
 *   <tr><td>{@code /cameras/ID/stream.mjpg?width=&fps=&quality=}</td><td>the stream</td></tr>
 *   <tr><td>{@code /streams.mjpg?ids=&width=&fps=&quality=&form=&after=}</td><td>many cameras in one stream,
 *       each part with its camera's id, as JPEGs or as {@linkplain VideoForm video}; several values
 *       have commas between them</td></tr>
 *   <tr><td>{@code /cameras/ID/snapshot.jpg?width=&quality=&maxAge=}</td><td>one JPEG</td></tr>
 *   <tr><td>{@code /cameras/ID/video.mp4}</td><td>the camera's own H.264 or H.265, for players and
 *       recordings</td></tr>
 *   <tr><td>{@code /metrics}</td><td>what is going on, for Prometheus and the like</td></tr>
 *   <tr><td>{@code /found}</td><td>JSON: cameras of the network, where {@link
 *       HttpRules.Builder#search} is set, for those who see all cameras</td></tr>
 * </table>
 *
 * <p>{@link HttpRules} say who is let in; here they are applied to every answer. Where they have an
 * {@link dev.framecast.access.Access}, it is asked before anything else is looked at.
 *
 * <p>Any thread; never blocks.
 */
public final class CameraHttp {
  private static final String CAMERAS = "/cameras";
  private static final String STREAMS = "/streams.mjpg";
  private static final String METRICS = "/metrics";
  private static final String FOUND = "/found";

  /**
   * Pages of sites that were not let in cannot send it, so they cannot have the network searched.
   */
  private static final String SEARCH = "X-Framecast-Search";

  private static final Duration SNAPSHOT_TIMEOUT = Duration.ofSeconds(5);
  private static final double SNAPSHOT_MAX_AGE = 2;

  private final CameraGroup cameras;
  private final HttpRules rules;
  private final Admissions admissions;

  /**
   * The surface of these cameras, by the default rules. The first one of all reads the page's
   * files, and blocks on that.
   *
   * @param cameras what is served; may change meanwhile
   */
  public CameraHttp(CameraGroup cameras) {
    this(cameras, HttpRules.DEFAULT);
  }

  /**
   * The same for those whom the rules let in.
   *
   * @param cameras what is served; may change meanwhile
   * @param rules who may see it, and how much is served at once
   */
  public CameraHttp(CameraGroup cameras, HttpRules rules) {
    this(cameras, rules, new Admissions());
  }

  /**
   * The same, as one of several surfaces of a server.
   *
   * @param cameras what is served; may change meanwhile
   * @param rules who may see it, and how much is served at once
   * @param admissions counts those who are served, against the limits that are in the rules
   */
  public CameraHttp(CameraGroup cameras, HttpRules rules, Admissions admissions) {
    WallPage.load();
    LoginPage.load();
    this.cameras = Objects.requireNonNull(cameras, "cameras");
    this.rules = Objects.requireNonNull(rules, "rules");
    this.admissions = Objects.requireNonNull(admissions, "admissions");
  }

  /** {@return what counts those who are served} */
  public Admissions admissions() {
    return admissions;
  }

  /** {@return how many may be served at once} */
  public Limits limits() {
    return rules.limits();
  }

  /**
   * {@return what to answer to a request of nobody in particular}
   *
   * @param method the request's method
   * @param mount where the sink is mounted, such as {@code /cams}, percent-encoded; empty at the
   *     root
   * @param path the path below the mount point, still percent-encoded, without the query
   * @param query the query as it was sent, without the question mark, or null
   * @param headers gives a request header's value by its name, or null; that of {@code Host} may be
   *     HTTP/2's authority
   * @param onLoopback whether the request arrived on a loopback address: see {@link HttpRules}
   */
  public HttpAnswer answer(
      String method,
      String mount,
      String path,
      @Nullable String query,
      Function<String, @Nullable String> headers,
      boolean onLoopback) {
    return answer(
        new AccessRequest(method, mount, path, query, headers).from("", onLoopback, false));
  }

  /**
   * {@return whether somebody is asked who may see what, so that requests may be kept for a while}
   */
  public boolean asks() {
    return rules.accessCheck() != null;
  }

  /**
   * {@return what to answer to a request}
   *
   * @param request as the sink knows it
   */
  public HttpAnswer answer(AccessRequest request) {
    String host = request.header("Host");
    if (!rules.serves(host, request.onLoopback())) {
      return misdirected(String.valueOf(host));
    }
    CrossOrigin crossOrigin = new CrossOrigin(rules, request::header);
    if (admissions.isClosed()) {
      return crossOrigin.on(Admissions.closed());
    }
    HttpAnswer.Content preflight = crossOrigin.preflight(request.method());
    if (preflight != null) {
      return crossOrigin.on(preflight); // it never has credentials, and is the same for all paths
    }
    AccessCheck check = rules.accessCheck();
    return check == null
        ? crossOrigin.on(admitted(cameras, request))
        : check.of(
            cameras, request, seen -> admitted(seen, request), answer -> crossOrigin.on(answer));
  }

  /** RFC 9110, 15.5.20. */
  private static HttpAnswer.Content misdirected(String host) {
    String shown = printable(host);
    return HttpAnswer.Content.text(
        421,
        "host \""
            + shown
            + "\": not a name of this server; if it is to be one, allow it with"
            + " HttpRules, MjpegServer's allowHost or ./wall --allow-host");
  }

  /** The answer to whoever is let in, and sees these. */
  private HttpAnswer admitted(CameraGroup seen, AccessRequest request) {
    String method = request.method();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return HttpAnswer.Content.text(405, "method " + printable(method) + ": must be GET or HEAD")
          .with("Allow", "GET, HEAD");
    }
    try {
      return request.path().isEmpty()
          ? toSlash(request.mount(), request.query())
          : admissions
              .client(request, rules.limits())
              .counted(route(seen, request), method.equals("HEAD"));
    } catch (BadQueryException e) {
      return HttpAnswer.Content.text(400, e.line());
    }
  }

  private HttpAnswer route(CameraGroup seen, AccessRequest request) throws BadQueryException {
    String path = request.path();
    String query = request.query();
    Function<String, @Nullable String> headers = request::header;
    HttpAnswer.Content page = WallPage.file(path, headers.apply("If-None-Match"));
    if (page != null) {
      return page;
    }
    if (path.equals(CAMERAS)) {
      return HttpAnswer.Content.of(
          200,
          "application/json; charset=utf-8",
          CamerasJson.of(System.currentTimeMillis(), seen.all(), search(seen) != null));
    }
    CameraSearch search = path.equals(FOUND) ? search(seen) : null;
    if (search != null) {
      if (headers.apply(SEARCH) != null) {
        search.begin();
      }
      return HttpAnswer.Content.of(
          200, "application/json; charset=utf-8", FoundJson.of(search.state(), seen.all()));
    }
    if (path.equals(METRICS)) {
      // What is going on in all is not for those who may see some cameras alone.
      List<Camera> all = seen.all();
      boolean seesAll = seen == cameras || (!all.isEmpty() && all.equals(cameras.all()));
      return Metrics.of(all, seesAll ? admissions : null, headers.apply("Accept"));
    }
    if (path.equals(STREAMS)) {
      return streams(seen, Query.parse(query));
    }
    if (path.startsWith(CAMERAS + "/")) {
      String rest = path.substring(CAMERAS.length() + 1);
      int slash = rest.indexOf('/');
      if (slash > 0) {
        return camera(seen, rest.substring(0, slash), rest.substring(slash + 1), query, headers);
      }
    }
    return notFound("no such page: " + printable(path));
  }

  /**
   * What looks for cameras; null for those who are told of some cameras alone, even of all that
   * there are now.
   */
  private @Nullable CameraSearch search(CameraGroup seen) {
    return seen == cameras ? rules.search() : null;
  }

  /** The page's own links are relative to its folder. */
  private static HttpAnswer toSlash(String mount, @Nullable String query) {
    // Some containers give the mount point as the request has it, and //x would be another host.
    String folder = mount.replaceFirst("^/{2,}", "/") + "/";
    // A query that is none would make a header that is none.
    boolean keep = query != null && query.matches("[\\x21-\\x7E]*");
    return HttpAnswer.Content.text(308, "see " + printable(folder))
        .with("Location", keep ? folder + "?" + query : folder);
  }

  private static HttpAnswer camera(
      CameraGroup cameras,
      String id,
      String leaf,
      @Nullable String query,
      Function<String, @Nullable String> headers)
      throws BadQueryException {
    Camera camera = cameras.find(id);
    if (camera == null) {
      return noCamera(id);
    }
    Query q = Query.parse(query);
    return switch (leaf) {
      case "stream.mjpg" -> {
        VideoForm.refuse(id, q);
        yield new HttpAnswer.Stream(List.of(view(camera, q, MjpegWriters.forRequest(headers))));
      }
      case "snapshot.jpg" ->
          new HttpAnswer.Snapshot(
              camera,
              camera.options().ladder().snap(q.width(), q.quality()),
              Duration.ofNanos((long) (q.maxAge(SNAPSHOT_MAX_AGE) * 1e9)),
              SNAPSHOT_TIMEOUT,
              Map.of(),
              null);
      case "video.mp4" -> VideoForm.file(camera);
      default ->
          notFound(
              "camera \""
                  + id
                  + "\" has no \""
                  + printable(leaf)
                  + "\": only stream.mjpg, snapshot.jpg and video.mp4");
    };
  }

  private static HttpAnswer streams(CameraGroup cameras, Query query) throws BadQueryException {
    List<String> ids = query.ids();
    List<Camera> wanted = new ArrayList<>(ids == null ? cameras.all() : List.of());
    if (ids != null) {
      for (String id : ids) {
        Camera camera = cameras.find(id);
        if (camera == null) {
          return noCamera(id);
        }
        wanted.add(camera);
      }
    }
    if (wanted.isEmpty()) {
      return notFound("there are no cameras");
    }
    List<HttpAnswer.CameraView> views = new ArrayList<>();
    for (Camera camera : wanted) {
      views.add(
          view(
              camera,
              query.of(views.size(), wanted.size()),
              MjpegWriters.forManyCameras(camera.id())));
    }
    return new HttpAnswer.Stream(views);
  }

  private static HttpAnswer.CameraView view(Camera camera, Query query, MjpegWriter writer)
      throws BadQueryException {
    Rendition rendition = camera.options().ladder().snap(query.width(), query.quality());
    return new HttpAnswer.CameraView(
        camera, rendition, query.fps(), writer, VideoForm.of(camera, query), query.after());
  }

  private static HttpAnswer.Content noCamera(String id) {
    return notFound("no camera \"" + printable(id) + "\"");
  }

  private static HttpAnswer.Content notFound(String line) {
    return HttpAnswer.Content.text(404, line);
  }

  /** What a stranger sent, cut short and without anything that could act on a terminal or a log. */
  static String printable(String text) {
    String cut = text.length() > 80 ? text.substring(0, 80) + "..." : text;
    return cut.replaceAll("[^\\x20-\\x7E]", "?");
  }
}
