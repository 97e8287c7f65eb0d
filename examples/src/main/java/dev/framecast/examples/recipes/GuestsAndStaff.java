package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.servlet.MjpegServlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;

/** All cameras for some people, two of them for others: over the same connections. */
public final class GuestsAndStaff {
  private GuestsAndStaff() {}

  // tag::groups[]
  /** Who may open which of the two paths is the matter of the app's own login. */
  static void serve(Cameras cameras, ServletContext app) {
    add(app, "/staff/*", new MjpegServlet(cameras));
    add(app, "/guests/*", new MjpegServlet(cameras.only("door", "yard"))); // and nothing else
  }

  // end::groups[]
  private static void add(ServletContext app, String path, MjpegServlet servlet) {
    ServletRegistration.Dynamic added = app.addServlet(path, servlet);
    added.setAsyncSupported(true);
    added.addMapping(path);
  }
}
