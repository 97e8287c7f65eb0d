package dev.framecast.servlet;

import dev.framecast.camera.CameraGroup;
import dev.framecast.http.CameraHttp;
import dev.framecast.http.HttpRules;
import dev.framecast.servlet.container.AbortException;
import dev.framecast.servlet.request.Arrival;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * One camera's stream, or that of many, in a servlet, filter or controller of one's own.
 *
 * <pre>{@code
 * @GetMapping("/door")
 * void door(HttpServletRequest request, HttpServletResponse response) throws IOException {
 *   MjpegStream.write(cameras, "door", request, response);
 * }
 * }</pre>
 */
public final class MjpegStream {
  private MjpegStream() {}

  /**
   * Answers the request with the camera's stream, or says why not (404, 405, 400). Returns at once;
   * the stream goes on, asynchronously, until the viewer leaves or the camera is closed. Leave the
   * response alone afterwards. The query may have {@code width}, {@code fps} and {@code quality}.
   *
   * @param cameras stay the caller's
   * @param id the camera's
   * @param request asked for its query and its headers
   * @param response not committed yet
   * @throws IllegalStateException when the servlet, or a filter in front of it, was registered
   *     without async support
   * @throws IOException when the client is gone already
   */
  public static void write(
      CameraGroup cameras, String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    write(cameras, id, HttpRules.DEFAULT, request, response);
  }

  /**
   * The same for those whom the rules let in.
   *
   * @param cameras stay the caller's
   * @param id the camera's
   * @param rules which hosts are served, who may see which cameras, and which other sites may show
   *     pictures
   * @param request asked for its query and its headers
   * @param response not committed yet
   * @throws IOException when the client is gone already
   */
  public static void write(
      CameraGroup cameras,
      String id,
      HttpRules rules,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    answer(cameras, id, "stream.mjpg", rules, request, response);
  }

  /**
   * The same for many cameras over one connection; each part names its camera in {@code
   * X-Framecast-Camera}. The query may have {@code width}, {@code fps} and {@code quality}, each
   * one value or one for each camera with commas between them. Its {@code ids} are not looked at:
   * who may see which cameras is for the caller to say.
   *
   * @param cameras stay the caller's
   * @param ids the cameras', at least one, in the order of the values
   * @param request asked for its query and its headers
   * @param response not committed yet
   * @throws IllegalArgumentException when there are no ids
   * @throws IllegalStateException when the servlet, or a filter in front of it, was registered
   *     without async support
   * @throws IOException when the client is gone already
   */
  public static void write(
      CameraGroup cameras,
      List<String> ids,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    write(cameras, ids, HttpRules.DEFAULT, request, response);
  }

  /**
   * The same for those whom the rules let in.
   *
   * @param cameras stay the caller's
   * @param ids the cameras', at least one, in the order of the values
   * @param rules which hosts are served, who may see which cameras, and which other sites may show
   *     pictures
   * @param request asked for its query and its headers
   * @param response not committed yet
   * @throws IOException when the client is gone already
   */
  public static void write(
      CameraGroup cameras,
      List<String> ids,
      HttpRules rules,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("ids: must be one or more cameras'");
    }
    StringJoiner query = new StringJoiner("&");
    query.add("ids=" + URLEncoder.encode(String.join(",", ids), StandardCharsets.UTF_8));
    String asked = request.getQueryString();
    for (String pair : asked == null ? new String[0] : asked.split("&", -1)) {
      if (!pair.equals("ids") && !pair.startsWith("ids=")) {
        query.add(pair);
      }
    }
    send(cameras, "/streams.mjpg", query.toString(), rules, request, response);
  }

  /**
   * Ends all streams of a web app in order, whichever servlet or controller has begun them, and
   * after a second those that have not ended. Waits for that, one and a half seconds at most. From
   * here on whoever comes is answered 503, since viewers come back at once, and so is who still
   * waits for a check or a snapshot after that time. For apps that end while their container still
   * runs; one that has a {@link MjpegServlet} that is loaded on startup need not call it, unless
   * its container waits for requests before it ends servlets. One that goes on after all calls
   * {@link #resume}.
   *
   * @param app the web app's
   */
  public static void endAll(ServletContext app) {
    FrameThread.endByApp(app);
  }

  /**
   * Serves again in a web app that has called {@link #endAll}. Does nothing in one that has not.
   *
   * @param app the web app's
   */
  public static void resume(ServletContext app) {
    FrameThread.resume(app);
  }

  static void answer(
      CameraGroup cameras,
      String id,
      String what,
      HttpRules rules,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    String path = "/cameras/" + id + "/" + what;
    send(cameras, path, request.getQueryString(), rules, request, response);
  }

  private static void send(
      CameraGroup cameras,
      String path,
      @Nullable String query,
      HttpRules rules,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    AbortException.throwIfDispatched(request);
    CameraHttp http = Answers.surface(cameras, rules, request);
    Answers.send(http, Arrival.of(request, "", path, query, http.asks()), request, response);
  }
}
