package dev.framecast.spring;

import dev.framecast.camera.CameraGroup;
import dev.framecast.http.HttpRules;
import dev.framecast.servlet.MjpegServlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The servlet, which can let nothing more begin while the web server still runs. */
final class FramecastServlet extends MjpegServlet {
  private static final long serialVersionUID = 1L;

  private volatile boolean ending;

  FramecastServlet(CameraGroup cameras, HttpRules rules) {
    super(cameras, rules);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (ending) {
      response.setHeader("Retry-After", "10");
      if (request.getProtocol().startsWith("HTTP/1")) { // HTTP/2 forbids it: clients see an error
        response.setHeader("Connection", "close");
      }
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    super.service(request, response);
  }

  /** Serves again. */
  void resume() {
    ending = false;
  }

  /** Refuses what comes from here on. */
  void refuse() {
    ending = true;
  }
}
