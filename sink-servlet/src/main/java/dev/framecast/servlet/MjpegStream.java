package dev.framecast.servlet;

import dev.framecast.Cameras;
import dev.framecast.http.CameraHttp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * One camera's stream in a servlet, filter or controller of one's own.
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
   * @param id the camera's
   * @throws IllegalStateException when the servlet, or a filter in front of it, was registered
   *     without async support
   * @throws IOException when the client is gone already
   */
  public static void write(
      Cameras cameras, String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(cameras, id, "stream.mjpg", request, response);
  }

  static void answer(
      Cameras cameras,
      String id,
      String what,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Answers.send(
        new CameraHttp(cameras)
            .answer(
                request.getMethod(),
                "",
                "/cameras/" + id + "/" + what,
                request.getQueryString(),
                request::getHeader),
        request,
        response);
  }
}
