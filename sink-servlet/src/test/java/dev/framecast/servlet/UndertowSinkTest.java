package dev.framecast.servlet;

import dev.framecast.stream.StreamOptions;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import org.xnio.Options;

class UndertowSinkTest extends ServletSinkContract {

  @Override
  Sink start(MjpegServlet servlet, String mount, StreamOptions options) throws Exception {
    ServletInfo info =
        Servlets.servlet(
            "cameras", MjpegServlet.class, new ImmediateInstanceFactory<Servlet>(servlet));
    DeploymentInfo deployment =
        Servlets.deployment()
            .setClassLoader(UndertowSinkTest.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("cameras")
            .addServlet(info.setAsyncSupported(true).addMapping(mount + "/*"));
    DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
    manager.deploy();
    use(options, manager.getDeployment().getServletContext());
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setSocketOption(Options.SEND_BUFFER, 128 * 1024)
            .setServerOption(UndertowOptions.ENABLE_STATISTICS, false)
            .setHandler(manager.start())
            .build();
    undertow.start();
    return new Sink() {
      @Override
      public int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
      }

      @Override
      public void close() {
        try {
          manager.stop();
          manager.undeploy();
        } catch (ServletException e) {
          throw new IllegalStateException(e);
        }
        undertow.stop();
      }
    };
  }
}
