package dev.framecast.examples.wall;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.framecast.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of {@code ./wall} in a folder that looks to it like the project, where Maven and Java are
 * scripts of the test. What they are called with is in a file.
 */
final class CopiedWall {
  static final String TRAINS = "echo classes >\"$classes\"";
  static final String BUILDS = "mkdir -p examples/target; echo jar >>examples/target/wall.jar";

  private static final List<String> PARTS =
      List.of(
          "core",
          "source-rtsp",
          "source-webcam",
          "sink-netty",
          "integrations/relay-nats",
          "examples");
  private static final List<String> TOOLS =
      List.of(
          ("sh bash cat cksum cut dirname env find head kill ls mkdir mkfifo mktemp mv readlink rm"
                  + " sleep touch")
              .split(" ", -1));

  /** How it ended, and the lines on its two streams. */
  record Ended(int code, List<String> out, List<String> errors) {}

  private final String shell;
  final Path top;

  /** With a Maven that builds a jar, and a Java that starts. */
  CopiedWall(String shell, Path folder) throws IOException {
    this.shell = shell;
    top = folder.resolve("project");
    for (String part : PARTS) {
      Files.createDirectories(source(part).getParent());
      Files.writeString(source(part), part);
      Files.writeString(top.resolve(part).resolve("pom.xml"), part);
    }
    Files.writeString(top.resolve("pom.xml"), "");
    Files.copy(Path.of("..", "wall"), top.resolve("wall"));
    makeOld(top);
    Files.createDirectories(bin());
    for (String tool : TOOLS) {
      Path found = tool(tool);
      if (found != null) {
        script(tool, "exec " + found + " \"$@\"");
      }
    }
    Path modules = top.resolveSibling("jdk/lib/modules");
    Files.createDirectories(modules.getParent());
    Files.writeString(modules, "modules");
    maven(BUILDS);
    java(TRAINS);
  }

  /** Where that program is, or null. */
  static Path tool(String name) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  /** Whatever the test changes from now on is newer by far. */
  static void makeOld(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        Instant before = Files.getLastModifiedTime(path).toInstant().minus(Duration.ofHours(1));
        Files.setLastModifiedTime(path, FileTime.from(before));
      }
    }
  }

  private Path bin() {
    return top.resolveSibling("jdk").resolve("bin");
  }

  Path source(String part) {
    return top.resolve(part).resolve("src/main/java/A.java");
  }

  Path target() {
    return top.resolve("examples/target");
  }

  private void script(String name, String text) throws IOException {
    Path script = Files.writeString(bin().resolve(name), "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Has Maven do that. */
  void maven(String body) throws IOException {
    script("mvn", "echo build >>'" + calls() + "'\n" + body);
  }

  /** Has Java do that instead of the training run. */
  void java(String training) throws IOException {
    script(
        "java",
        """
        for argument; do
          case $argument in
            -XX:DumpLoadedClassList=*) classes=${argument#*=} ;;
            -XX:SharedArchiveFile=*) archive=${argument#*=} ;;
          esac
        done
        case "$*" in
          *TrainingRun*) echo training >>'%1$s'; %2$s ;;
          *-Xshare:dump*) echo dump >>'%1$s'; echo archive >"$archive" ;;
          *) echo "start${archive:+ out of an archive}" >>'%1$s'; echo "wall: open $*" ;;
        esac"""
            .formatted(calls(), training));
  }

  void remove(String tool) throws IOException {
    Files.delete(bin().resolve(tool));
  }

  void otherJdk() throws IOException {
    Files.writeString(top.resolveSibling("jdk/lib/modules"), "modules of another size");
  }

  private Path calls() {
    return top.resolveSibling("calls");
  }

  /** What Maven and Java were called for, since the last time that this was asked. */
  List<String> called() throws IOException {
    List<String> lines = Files.exists(calls()) ? Files.readAllLines(calls()) : List.of();
    Files.deleteIfExists(calls());
    return lines;
  }

  List<String> inTarget(String glob) throws IOException {
    List<String> names = new ArrayList<>();
    try (var found = Files.newDirectoryStream(target(), glob)) {
      found.forEach(path -> names.add(path.getFileName().toString()));
    }
    return names;
  }

  Process begin(Path folder, Map<String, String> environment, String script) throws IOException {
    // Signals, because a test that runs in the background of a shell has them ignored.
    ProcessBuilder builder =
        new ProcessBuilder("env", "--default-signal", shell, script, "--port", "0");
    builder.directory(folder.toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_HOME", "JAVA_TOOL_OPTIONS"));
    builder.environment().putAll(environment);
    builder.environment().put("PATH", bin().toString());
    builder.redirectOutput(top.resolveSibling("out").toFile());
    builder.redirectError(top.resolveSibling("errors").toFile());
    return builder.start();
  }

  Ended end(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(Await.LONG.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it does not end");
    }
    return new Ended(
        process.exitValue(),
        Files.readAllLines(top.resolveSibling("out"), UTF_8),
        Files.readAllLines(top.resolveSibling("errors"), UTF_8));
  }

  Ended run() throws IOException, InterruptedException {
    return end(begin(top, Map.of(), top.resolve("wall").toString()));
  }
}
