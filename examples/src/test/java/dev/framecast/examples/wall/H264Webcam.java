package dev.framecast.examples.wall;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A machine that seems to have a webcam of H.264: the one of JPEG that {@link WebcamMachine} has,
 * built anew under the other format's name, with access units for pictures.
 */
final class H264Webcam {
  /** An access unit delimiter: each unit begins with one. */
  private static final byte[] DELIMITER = {0, 0, 0, 1, 9};

  private final Path folder;
  private final Path faults;
  private final Path library;

  H264Webcam(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    this.faults = folder.resolve("faults");
    this.library = folder.resolve("libwebcam.so");
    faults("");
    String jpegs =
        Files.readString(Path.of(System.getProperty("framecast.cameras", ""), "fakecam.c"));
    String h264 =
        jpegs
            .replace("V4L2_PIX_FMT_MJPEG", "V4L2_PIX_FMT_H264")
            .replace("data[0] == 0xFF && data[1] == 0xD8", "data[0] == 0");
    Path source = Files.writeString(folder.resolve("webcam.c"), h264);
    run("gcc", "-O2", "-fPIC", "-shared", "-o", library.toString(), source.toString(), "-ldl");
    Files.createDirectories(folder.resolve("run"));
    makeUnits();
  }

  private void makeUnits() throws IOException, InterruptedException {
    Path all = folder.resolve("all.h264");
    run(
        ("ffmpeg -v error -f lavfi -i testsrc2=size=640x480:rate=30 -frames:v 60 -c:v libx264 -bf 0"
                + " -g 30 -pix_fmt yuv420p -x264-params repeat-headers=1:aud=1 "
                + all)
            .split(" "));
    byte[] bytes = Files.readAllBytes(all);
    List<Integer> begins = new ArrayList<>();
    for (int i = 0; i + DELIMITER.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + DELIMITER.length, DELIMITER, 0, DELIMITER.length)) {
        begins.add(i);
      }
    }
    begins.add(bytes.length);
    Path units = Files.createDirectories(folder.resolve("640x480"));
    for (int i = 0; i + 1 < begins.size(); i++) {
      Files.write(
          units.resolve(
              String.format(Locale.ROOT, "%04d.jpg", i)), // as the camera wants them named
          Arrays.copyOfRange(bytes, begins.get(i), begins.get(i + 1)));
    }
  }

  /** Begins a command on that machine; what is to run is to be added. */
  ProcessBuilder begin() {
    ProcessBuilder builder = new ProcessBuilder();
    builder.environment().put("LD_PRELOAD", library.toString());
    builder.environment().put("FAKECAM_JPEGS", folder.toString());
    builder.environment().put("FAKECAM_SIZES", "640x480");
    builder.environment().put("FAKECAM_FORMATS", "MJPG"); // whose place H.264 has
    builder.environment().put("FAKECAM_CTL", faults.toString());
    builder.environment().put("FAKECAM_RUN", folder.resolve("run").toString());
    return builder;
  }

  /** Makes the camera misbehave in these ways from now on; nothing makes it well. */
  void faults(String words) throws IOException {
    Path next = Files.writeString(folder.resolve("faults.new"), words);
    Files.move(next, faults, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What FFmpeg finds wrong with a film. */
  String decoded(Path film) throws IOException, InterruptedException {
    // By the film's own clock: rounded to the rate, pictures that come unevenly have the same time.
    String command =
        "ffmpeg -v error -i " + film + " -enc_time_base -1 -fps_mode passthrough -f null -";
    return run(command.split(" "));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command[0] + ": " + output);
    }
    return output;
  }
}
