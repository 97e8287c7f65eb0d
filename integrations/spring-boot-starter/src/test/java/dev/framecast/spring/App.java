package dev.framecast.spring;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;

/** An app that runs, on a port of its own, as Boot starts it. */
final class App implements AutoCloseable {

  /** Web servers of which both are on the class path: Boot is shown one of them. */
  enum Server {
    TOMCAT("org.eclipse.jetty"),
    JETTY("org.apache.catalina");

    private final String hidden;

    Server(String hidden) {
      this.hidden = hidden;
    }
  }

  /** No beans. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Plain {}

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext context;

  private App(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Of Tomcat, without Spring Security. */
  static App start(String... properties) {
    return start(Server.TOMCAT, Plain.class, properties);
  }

  /** As if there were no Spring Security. */
  static App start(Server server, Class<?> config, String... properties) {
    return start(
        new FilteredClassLoader(server.hidden, "org.springframework.security"), config, properties);
  }

  static App startGuarded(Server server, Class<?> config, String... properties) {
    return start(new FilteredClassLoader(server.hidden), config, properties);
  }

  private static App start(FilteredClassLoader classes, Class<?> config, String... properties) {
    return new App(
        new SpringApplicationBuilder(config)
            .resourceLoader(new DefaultResourceLoader(classes))
            .bannerMode(Banner.Mode.OFF)
            .properties("server.port=0", "server.address=127.0.0.1", "logging.level.root=warn")
            .run(Arrays.stream(properties).map(each -> "--" + each).toArray(String[]::new)));
  }

  static String[] with(String[] properties, String more) {
    String[] all = Arrays.copyOf(properties, properties.length + 1);
    all[properties.length] = more;
    return all;
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  HttpResponse<String> get(String path, String... login) throws Exception {
    return CLIENT.send(request(path, login), BodyHandlers.ofString());
  }

  /** A stream, to be read. */
  HttpResponse<InputStream> open(String path, String... login) throws Exception {
    return CLIENT.send(request(path, login), BodyHandlers.ofInputStream());
  }

  private HttpRequest request(String path, String... login) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(20));
    if (login.length > 0) {
      String text = login[0] + ":" + login[1];
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }
    return request.build();
  }

  /** A viewer that asks and reads nothing. */
  Socket openAndReadNothing(String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Reads until there were that many parts. */
  static void awaitParts(InputStream stream, int parts) throws IOException {
    byte[] some = new byte[64 * 1024];
    int seen = 0;
    while (seen < parts) {
      int read = stream.read(some);
      if (read < 0) {
        throw new IOException("ended after " + seen + " parts");
      }
      String text = new String(some, 0, read, StandardCharsets.ISO_8859_1);
      for (int at = text.indexOf("image/jpeg"); at >= 0; at = text.indexOf("image/jpeg", at + 1)) {
        seen++;
      }
    }
  }

  /** How long that takes to close. */
  Duration timeToClose() {
    long start = System.nanoTime();
    context.close();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public void close() {
    context.close();
  }
}
