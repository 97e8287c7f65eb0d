package dev.framecast.nats;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A {@link Node} in a process of its own, which can be killed and frozen. */
final class NodeProcess implements AutoCloseable {
  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  NodeProcess(String... arguments) throws IOException {
    this(Node.class, arguments);
  }

  NodeProcess(Class<?> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Djava.awt.headless=true", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Thread reader = new Thread(this::read, "node-output");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = in.readLine()) != null) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("lost: " + e.getMessage());
    }
  }

  boolean hasSaid(String beginning) {
    return lines.stream().anyMatch(line -> line.startsWith(beginning));
  }

  /** How many lines begin so. */
  long count(String beginning) {
    return lines.stream().filter(line -> line.startsWith(beginning)).count();
  }

  String last(String beginning) {
    return lines.stream().filter(line -> line.startsWith(beginning)).reduce((a, b) -> b).orElse("");
  }

  /** The processor time that it has used. */
  Duration cpu() {
    return process.toHandle().info().totalCpuDuration().orElseThrow();
  }

  void signal(String name) throws IOException, InterruptedException {
    Signals.send(process, name);
  }

  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
