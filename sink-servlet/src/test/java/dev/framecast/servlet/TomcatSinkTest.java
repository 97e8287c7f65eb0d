package dev.framecast.servlet;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

class TomcatSinkTest extends ServletSinkContract {

  @Override
  Sink start(MjpegServlet servlet, String mount, FrameThread thread) throws Exception {
    Path folder = Files.createTempDirectory("framecast-tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxThreads", "10");
    tomcat.getConnector().setProperty("socket.txBufSize", "131072");
    tomcat.getConnector().setProperty("socket.appWriteBufSize", "65536");
    tomcat.getConnector().setProperty("socket.directBuffer", "true");
    Context context = tomcat.addContext("", folder.toString());
    Wrapper wrapper = Tomcat.addServlet(context, "cameras", servlet);
    wrapper.setAsyncSupported(true);
    context.addServletMapping(mount + "/*", "cameras");
    tomcat.start();
    thread.keepIn(context.getServletContext());
    return new Sink() {
      @Override
      public int port() {
        return tomcat.getConnector().getLocalPort();
      }

      @Override
      public void close() {
        try {
          tomcat.stop();
          tomcat.destroy();
        } catch (LifecycleException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }
}
