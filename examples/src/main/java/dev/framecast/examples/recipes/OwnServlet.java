package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.servlet.MjpegStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** One camera, answered by a servlet (or filter, or Spring controller) of one's own. */
public final class OwnServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Cameras cameras;

  /** Must be registered with async support. */
  public OwnServlet(Cameras cameras) {
    this.cameras = cameras;
  }

  // tag::one[]
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // Who may see it is your app's matter. Returns at once; leave the response alone after that.
    MjpegStream.write(cameras, "door", request, response); // or JpegSnapshot.write
  }
  // end::one[]
}
