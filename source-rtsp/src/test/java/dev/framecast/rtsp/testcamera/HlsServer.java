package dev.framecast.rtsp.testcamera;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers of HTTP that a test sets, path by path, and what was asked for. */
public final class HlsServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** What is said to one request. */
  @FunctionalInterface
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  public HlsServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().toString();
          requests.add(path);
          Answer answer = answers.get(path);
          if (answer == null) {
            exchange.sendResponseHeaders(404, -1);
          } else {
            answer.to(exchange);
          }
          exchange.close();
        });
    server.start();
  }

  public String uri(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  public HlsServer on(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  public HlsServer on(String path, byte[] bytes) {
    return on(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
  }

  public HlsServer on(String path, String text) {
    return on(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Has the files of a folder given as they are at the time. */
  public HlsServer files(String path, Path folder) {
    server.createContext(
        path,
        exchange -> {
          Path file = folder.resolve(exchange.getRequestURI().getPath().substring(path.length()));
          requests.add(exchange.getRequestURI().toString());
          if (Files.exists(file)) {
            byte[] bytes = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          } else {
            exchange.sendResponseHeaders(404, -1);
          }
          exchange.close();
        });
    return this;
  }

  /** Paths with queries, in their order. */
  public List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
