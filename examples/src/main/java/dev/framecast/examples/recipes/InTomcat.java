package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.servlet.MjpegServlet;
import dev.framecast.source.image.TestPatternSource;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Cameras in an embedded Tomcat, below /cams. */
public final class InTomcat {
  private InTomcat() {}

  public static void main(String[] args) throws Exception {
    try (Cameras cameras = new Cameras()) {
      cameras.add("test", TestPatternSource.of(1280, 720, 30));
      Path folder = Path.of("target", "tomcat");
      start(cameras, 8080, folder).getServer().await(); // http://localhost:8080/cams/
    }
  }

  // tag::tomcat[]
  static Tomcat start(Cameras cameras, int port, Path folder) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(port);
    Connector connector = tomcat.getConnector();
    connector.setProperty("address", "127.0.0.1"); // or else everybody can watch
    connector.setProperty("socket.txBufSize", "131072"); // old frames do not pile up in the kernel
    connector.setProperty("socket.appWriteBufSize", "65536"); // frames are sent in few writes
    connector.setProperty("socket.directBuffer", "true");
    Context app = tomcat.addContext("", null); // no files of its own
    Tomcat.addServlet(app, "cameras", new MjpegServlet(cameras)).setAsyncSupported(true);
    app.addServletMapping("/cams/*", "cameras");
    tomcat.start();
    return tomcat;
  }
  // end::tomcat[]
}
