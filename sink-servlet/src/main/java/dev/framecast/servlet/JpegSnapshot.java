package dev.framecast.servlet;

import dev.framecast.camera.CameraGroup;
import dev.framecast.http.HttpRules;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** One picture of a camera in a servlet, filter or controller of one's own. */
public final class JpegSnapshot {
  private JpegSnapshot() {}

  /**
   * Answers the request with one fresh JPEG, or with 503 and Retry-After while there is none.
   * Returns at once, and answers asynchronously where the picture has to be waited for. Leave the
   * response alone afterwards. The query may have {@code width}, {@code quality} and {@code
   * maxAge}.
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
    MjpegStream.answer(cameras, id, "snapshot.jpg", rules, request, response);
  }
}
