package dev.framecast.examples.proxies;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A reverse proxy with a configuration of docs/proxies, in front of a server on this machine. */
final class ProxyProcess implements AutoCloseable {
  /** The name that the configurations serve. */
  static final String HOST = "cams.example.org";

  private static final long START_SECONDS = 10;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  /**
   * Starts it and waits until it listens.
   *
   * @param configuration the file's name
   * @param server the port behind it
   * @param folder for what it writes; its configuration may name files there
   */
  ProxyProcess(String configuration, int server, Path folder)
      throws IOException, InterruptedException {
    int port = freePort();
    String text =
        Files.readString(
                Path.of(System.getProperty("framecast.top"), "docs", "proxies", configuration))
            .replace("127.0.0.1:8080", "127.0.0.1:" + server)
            .replace("127.0.0.1:8000", "127.0.0.1:" + port)
            .replace(HOST + ":8000", HOST + ":" + port);
    Path file = Files.writeString(folder.resolve(configuration), text);
    address = URI.create("http://127.0.0.1:" + port + "/");
    ProcessBuilder builder = new ProcessBuilder(command(configuration, file, folder));
    builder.environment().put("HOME", folder.toString()); // Caddy keeps things there
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("proxy.log").toFile())
            .start();
    await(port, folder.resolve("proxy.log"));
  }

  private static List<String> command(String configuration, Path file, Path folder)
      throws IOException {
    if (configuration.startsWith("nginx")) {
      Path main =
          Files.writeString(
              folder.resolve("main.conf"),
              // Whose workers could not read the folder otherwise.
              ("root".equals(System.getProperty("user.name")) ? "user root;\n" : "")
                  + """
              daemon off;
              pid proxy.pid;
              error_log stderr;
              events {}
              http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  include %s;
              }
              """
                      .formatted(file));
      return List.of("/usr/sbin/nginx", "-e", "stderr", "-p", folder + "/", "-c", main.toString());
    }
    return configuration.startsWith("haproxy")
        ? List.of("/usr/sbin/haproxy", "-db", "-f", file.toString())
        : List.of("/usr/bin/caddy", "run", "--adapter", "caddyfile", "--config", file.toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void await(int port, Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException e) {
        boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
        if (ended || System.nanoTime() > deadline) {
          close();
          throw new IOException("the proxy does not listen; it said: " + Files.readString(log), e);
        }
      }
    }
  }

  /** A request by the name that the proxy serves; the path is the one that viewers see. */
  <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
    request.header("Host", HOST);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), body);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
