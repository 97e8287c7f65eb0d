import dev.framecast.Cameras;
import dev.framecast.access.Access;
import dev.framecast.access.BasicAccess;
import dev.framecast.access.PasswordHash;
import dev.framecast.access.SignedAddresses;
import dev.framecast.access.Verdict;
import dev.framecast.http.HttpRules;
import dev.framecast.netty.MjpegServer;
import dev.framecast.servlet.MjpegServlet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * What .ci/attack attacks besides ./wall: people who may see different cameras, and signed addresses, below a prefix,
 * in Netty, Jetty and Tomcat. Prints NAME PORT for each, and ends with its standard input.
 */
public final class Targets {
  public static void main(String[] args) throws Exception {
    String key = args[0];
    String annsPassword = args[1];
    String guestsPassword = args[2];
    try (Cameras cameras = new Cameras()) {
      for (int i = 3; i < args.length; i++) {
        String[] camera = args[i].split("=", 2);
        cameras.add(camera[0], camera[1]);
      }
      String[] guests = {args[3].split("=")[0], args[4].split("=")[0]};
      SignedAddresses signed =
          SignedAddresses.with("k1", key.getBytes(StandardCharsets.UTF_8))
              .orSignedWith("k0", ("old" + key).getBytes(StandardCharsets.UTF_8))
              .endingStreams();

      MjpegServer netty =
          MjpegServer.builder(cameras)
              .port(0)
              .path("/deep/cams")
              .access(Access.anyOf(people(annsPassword, guestsPassword, guests), signed))
              .start();
      System.out.println("netty " + netty.port());
      MjpegServer alone =
          MjpegServer.builder(cameras).port(0).path("/deep/cams").access(signed).start();
      System.out.println("signed " + alone.port());

      HttpRules rules =
          HttpRules.builder()
              .access(Access.anyOf(people(annsPassword, guestsPassword, guests), signed))
              .build();
      Server jetty = new Server();
      ServerConnector connector = new ServerConnector(jetty);
      connector.setHost("127.0.0.1");
      jetty.addConnector(connector);
      ServletContextHandler app = new ServletContextHandler("/deep");
      ServletHolder holder = new ServletHolder(new MjpegServlet(cameras, rules));
      holder.setAsyncSupported(true);
      app.addServlet(holder, "/cams/*");
      jetty.setHandler(app);
      jetty.start();
      System.out.println("jetty " + connector.getLocalPort());

      rules =
          HttpRules.builder()
              .access(Access.anyOf(people(annsPassword, guestsPassword, guests), signed))
              .build();
      Path folder = Files.createTempDirectory("attacked");
      Tomcat tomcat = new Tomcat();
      tomcat.setBaseDir(folder.toString());
      tomcat.setPort(0);
      tomcat.getConnector().setProperty("address", "127.0.0.1");
      Context context = tomcat.addContext("/deep", null);
      Tomcat.addServlet(context, "cameras", new MjpegServlet(cameras, rules))
          .setAsyncSupported(true);
      context.addServletMapping("/cams/*", "cameras");
      tomcat.start();
      System.out.println("tomcat " + tomcat.getConnector().getLocalPort());
      System.out.println("ready 0");

      while (System.in.read() >= 0) {}
      tomcat.stop();
      jetty.stop();
      alone.close();
      netty.close();
    }
    System.exit(0);
  }

  private static Access people(String annsPassword, String guestsPassword, String[] guests) {
    return BasicAccess.builder()
        .user("ann", PasswordHash.of(annsPassword, 100_000))
        .user("guest", PasswordHash.of(guestsPassword, 100_000), Verdict.allowOnly(guests))
        .build();
  }
}
