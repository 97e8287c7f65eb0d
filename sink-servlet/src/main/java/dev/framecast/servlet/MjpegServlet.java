package dev.framecast.servlet;

import dev.framecast.camera.CameraGroup;
import dev.framecast.http.CameraHttp;
import dev.framecast.http.HttpRules;
import dev.framecast.servlet.container.AbortException;
import dev.framecast.servlet.request.Arrival;
import dev.framecast.servlet.request.MountedPath;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Serves cameras in a servlet container: the page, the JSON, streams and snapshots of {@link
 * CameraHttp}, below whatever path it is mapped to.
 *
 * <pre>{@code
 * ServletRegistration.Dynamic cams = context.addServlet("cameras", new MjpegServlet(cameras));
 * cams.setAsyncSupported(true);
 * cams.setLoadOnStartup(1);
 * cams.addMapping("/cams/*");
 * }</pre>
 *
 * <p>Loaded on startup it is told of the app's end, and ends what the app streams; a servlet that
 * nobody has asked for yet is not.
 *
 * <p>It must be registered with async support, and so must every filter in front of it.
 *
 * <p>Threads: requests are answered on the container's threads, none of which waits for a camera or
 * a viewer. Frames are written by one daemon thread for each web app, {@code framecast-servlet},
 * which is there while somebody watches and never blocks; over Tomcat's HTTP/2, where a write waits
 * for its client, by one for each connection. Safe for use by any number of threads.
 */
@WebServlet(asyncSupported = true)
public class MjpegServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // no container stores servlets any more
  private final transient CameraGroup cameras;

  @SuppressWarnings("serial")
  private final transient HttpRules rules;

  /**
   * Serves these cameras. They stay the caller's: closing them ends the streams.
   *
   * @param cameras may change meanwhile
   */
  public MjpegServlet(CameraGroup cameras) {
    this(cameras, HttpRules.DEFAULT);
  }

  /**
   * Serves these cameras to those whom the rules let in.
   *
   * @param cameras stay the caller's; may change meanwhile
   * @param rules which hosts are served, who may see which cameras, and which other sites may show
   *     pictures
   */
  public MjpegServlet(CameraGroup cameras, HttpRules rules) {
    CameraHttp unused = new CameraHttp(cameras, rules); // reads the page's files
    this.cameras = cameras;
    this.rules = rules;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    AbortException.throwIfDispatched(request);
    MountedPath path = MountedPath.of(request);
    CameraHttp http = Answers.surface(cameras, rules, request);
    Answers.send(
        http,
        Arrival.of(request, path.mount(), path.below(), request.getQueryString(), http.asks()),
        request,
        response);
  }

  /**
   * Ends the streams of this web app in order, and after a second those that have not ended. Waits
   * for that, one and a half seconds at most; who comes meanwhile is answered 503.
   */
  @Override
  public void destroy() {
    ServletContext app = getServletContext();
    try {
      FrameThread.end(app);
    } finally {
      FrameThread.forget(app); // other servlets of this app may go on
    }
  }
}
