package dev.framecast.nats;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real server, on ports that the system chooses, or on the one that another one has had. */
public final class NatsServer implements AutoCloseable {
  private final Process process;
  private final String ports;
  private final int port;

  public NatsServer(Path folder, String... more) throws IOException {
    this(folder, -1, more);
  }

  NatsServer(Path folder, int port, String... more) throws IOException {
    this(folder, port, Map.of(), more);
  }

  /** With variables for its configuration. */
  NatsServer(Path folder, int port, Map<String, String> environment, String... more)
      throws IOException {
    Path told = Files.createTempDirectory(folder, "ports");
    List<String> command = new ArrayList<>(List.of(program(), "--addr", "127.0.0.1"));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of("--ports_file_dir", told.toString()));
    command.addAll(List.of(more));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("nats.log").toFile()));
    builder.environment().putAll(environment);
    process = builder.start();
    ports = awaitPorts(told, folder.resolve("nats.log"));
    this.port = port("nats");
  }

  /** With a configuration. */
  static NatsServer configured(Path folder, String configuration) throws IOException {
    Path file = Files.createTempFile(folder, "nats", ".conf");
    Files.writeString(file, configuration);
    return new NatsServer(folder, "--config", file.toString());
  }

  /** One on the port that another one has had, which somebody else may have for a moment. */
  static NatsServer again(Path folder, int port) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      try {
        return new NatsServer(folder, port);
      } catch (IOException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
      }
    }
  }

  /** It is where Debian has it, which need not be on a user's path. */
  private static String program() {
    Path debian = Path.of("/usr/sbin/nats-server");
    return Files.isExecutable(debian) ? debian.toString() : "nats-server";
  }

  private String awaitPorts(Path folder, Path log) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() - end < 0 && process.isAlive()) {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          String text = Files.readString(file);
          if (text.stripTrailing().endsWith("}")) {
            return text;
          }
        }
      }
      LockSupport.parkNanos(1_000_000);
    }
    throw new IOException("nats-server does not start: " + Files.readString(log));
  }

  private int port(String of) throws IOException {
    Matcher found =
        Pattern.compile("\"" + of + "\":\\s*\\[\\s*\"[a-z]+://[^:]+:(\\d+)").matcher(ports);
    if (!found.find()) {
      throw new IOException("no port for " + of + ": " + ports);
    }
    return Integer.parseInt(found.group(1));
  }

  int port() {
    return port;
  }

  int clusterPort() throws IOException {
    return port("cluster");
  }

  public String url() {
    return "nats://127.0.0.1:" + port;
  }

  /** A figure of its own counters; it was started with {@code --http_port -1}. */
  long counter(String name) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + port("monitoring") + "/varz");
    String said =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
            .body();
    Matcher found = Pattern.compile("\"" + name + "\":\\s*(\\d+)").matcher(said);
    if (!found.find()) {
      throw new IOException("no " + name);
    }
    return Long.parseLong(found.group(1));
  }

  public void signal(String name) throws IOException, InterruptedException {
    Signals.send(process, name);
  }

  /** As {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
