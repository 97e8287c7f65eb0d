package dev.framecast.examples.wall;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A machine that seems to have webcams: real V4L2 calls, answered in user space. The folder of its
 * launcher is given as framecast.cameras.
 */
final class WebcamMachine {
  private final Path folder;
  private final Path faults;
  private final Path launcher;
  private final int webcams;

  /**
   * Any number of webcams.
   *
   * @param folder for its files; empty
   */
  WebcamMachine(Path folder, int webcams) throws IOException {
    this.folder = folder;
    this.faults = folder.resolve("faults");
    this.webcams = webcams;
    launcher = Path.of(System.getProperty("framecast.cameras", ""), "with-webcams");
    if (!Files.isExecutable(launcher)) {
      throw new IOException(
          "framecast.cameras must name the folder of with-webcams; not there: " + launcher);
    }
    faults("");
  }

  /** Begins a command on that machine; what is to run is to be added. */
  ProcessBuilder begin() {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    builder.environment().put("FAKECAM_DEVICES", Integer.toString(webcams));
    builder.environment().put("FAKECAM_STAMP", "1");
    builder.environment().put("FAKECAM_CTL", faults.toString());
    builder.environment().put("FAKECAM_RUN", folder.resolve("run").toString());
    return builder;
  }

  /** A wall on that machine. */
  WallProcess wall(String... cameras) throws IOException {
    return new WallProcess(begin(), cameras);
  }

  /** Runs a command on that machine to its end, and gives what it printed. */
  String run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = begin();
    builder.command().addAll(command);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output + "exit code " + process.waitFor();
  }

  /** Makes the cameras misbehave in these ways from now on; nothing makes them well. */
  void faults(String words) throws IOException {
    // Moved into place, so that nobody reads half of it.
    Path next = Files.writeString(folder.resolve("faults.new"), words);
    Files.move(next, faults, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The picture that a camera sends under that number, before it is stamped. */
  static byte[] picture(String size, long sequence) throws IOException {
    String cache = System.getenv("FRAMECAST_CACHE");
    Path folder =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache", "framecast-webcams")
            : Path.of(cache);
    Path pictures = folder.resolve("jpegs").resolve(size);
    try (var files = Files.list(pictures)) {
      List<Path> sorted = files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
      return Files.readAllBytes(sorted.get((int) (sequence % sorted.size())));
    }
  }
}
