package dev.framecast.examples.wall;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code ./wall} as people start it, on a port chosen by the system. */
final class WallProcess implements AutoCloseable {
  private final Process process;
  final URI address;

  /** Starts it and waits for the line with the address. */
  WallProcess(String... cameras) throws IOException {
    this(new ProcessBuilder(), cameras);
  }

  /** The same, with a command before it and an environment. */
  WallProcess(ProcessBuilder prepared, String... cameras) throws IOException {
    this(prepared, Stream.of(cameras).flatMap(camera -> Stream.of("--camera", camera)).toList());
  }

  /** With a file of cameras; what it says on its standard error stream goes into another. */
  WallProcess(Path cameras, Path errors) throws IOException {
    this(
        new ProcessBuilder().redirectError(errors.toFile()),
        List.of("--cameras", cameras.toString()));
  }

  /** With whatever arguments there are. */
  static WallProcess with(String... arguments) throws IOException {
    return new WallProcess(new ProcessBuilder(), List.of(arguments));
  }

  private WallProcess(ProcessBuilder prepared, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(prepared.command());
    command.add(script());
    command.addAll(List.of("--port", "0"));
    command.addAll(arguments);
    if (prepared.redirectError().type()
        == ProcessBuilder.Redirect.Type.PIPE) { // which nobody would read
      prepared.redirectError(ProcessBuilder.Redirect.INHERIT);
    }
    process = prepared.command(command).start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null || !line.startsWith("wall: open ")) {
      process.destroyForcibly();
      throw new IOException("./wall began with: " + line);
    }
    address = URI.create(line.substring("wall: open ".length()).strip());
  }

  static String script() {
    return Path.of(System.getProperty("framecast.top"), "wall").toString();
  }

  long pid() {
    return process.pid();
  }

  /** What one path answers with, as text. */
  String get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** A stream that a viewer reads; the viewer leaves by closing it. */
  InputStream watch(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofInputStream())
        .body();
  }

  /** One camera's part of the JSON at /cameras. */
  String status(String id) throws IOException, InterruptedException {
    String all = get("/cameras");
    int begin = all.indexOf("{\"id\":\"" + id + "\"");
    int end = all.indexOf("{\"id\":", begin + 1);
    return all.substring(begin, end < 0 ? all.length() : end);
  }

  /** A number in one camera's part of the JSON. */
  static long number(String status, String field) {
    String rest = status.substring(status.indexOf("\"" + field + "\":") + field.length() + 3);
    return Long.parseLong(rest.split("[^-0-9]", 2)[0]);
  }

  /** Asks it to end, as Ctrl-C and kill do, and gives the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor(5, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
