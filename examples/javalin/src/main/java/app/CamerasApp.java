package app;

import dev.framecast.Cameras;
import dev.framecast.servlet.MjpegServlet;
import dev.framecast.source.image.TestPatternSource;
import io.javalin.Javalin;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** All cameras at /cams/ of a Javalin app. */
public final class CamerasApp {
  private CamerasApp() {}

  public static void main(String[] args) {
    Cameras cameras = new Cameras();
    cameras.add("test", TestPatternSource.of(1280, 720, 30));
    // tag::app[]
    Javalin.create(
            config ->
                config.jetty.modifyServletContextHandler(
                    context -> {
                      ServletHolder cams = new ServletHolder(new MjpegServlet(cameras));
                      cams.setAsyncSupported(true);
                      context.addServlet(cams, "/cams/*");
                    }))
        .start("127.0.0.1", Integer.getInteger("port", 8080));
    // end::app[]
  }
}
