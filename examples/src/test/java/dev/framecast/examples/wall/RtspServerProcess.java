package dev.framecast.examples.wall;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real RTSP server (GStreamer's) on the loopback; the folder of its launcher is given as
 * framecast.cameras.
 */
public final class RtspServerProcess implements AutoCloseable {
  private final Process process;
  private final String base;

  public RtspServerProcess(int port, String... options) throws IOException {
    Path launcher = Path.of(System.getProperty("framecast.cameras", ""), "rtsp-camera");
    if (!Files.isExecutable(launcher)) {
      throw new IOException(
          "framecast.cameras must name the folder of rtsp-camera; not there: " + launcher);
    }
    List<String> command = new ArrayList<>(List.of(launcher.toString(), "--port", "" + port));
    command.addAll(List.of(options));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null || !line.startsWith("ready rtsp://")) {
      process.destroyForcibly();
      throw new IOException("the RTSP server began with: " + line);
    }
    String uri = line.substring("ready ".length());
    base = uri.substring(0, uri.indexOf('/', "rtsp://".length()));
  }

  public String uri(String mount) {
    return base + mount;
  }

  public int port() {
    return Integer.parseInt(base.substring(base.lastIndexOf(':') + 1));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
