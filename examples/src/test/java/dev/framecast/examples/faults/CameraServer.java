package dev.framecast.examples.faults;

import dev.framecast.rtsp.testcamera.TestCamera;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Scripted cameras in a process of their own, which can be stopped as a whole. */
public final class CameraServer implements AutoCloseable {
  private static final String READY = "ready";

  private final Process process;
  private final List<String> addresses = new ArrayList<>();

  /** Starts cameras of these kinds: {@code http} or {@code rtsp} each. */
  public CameraServer(String... kinds) throws IOException {
    process = ChildJvm.start(CameraServer.class.getName(), List.of("-Xmx64m"), kinds);
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); !READY.equals(line); line = out.readLine()) {
      if (line == null) {
        throw new IOException("the cameras ended before they began");
      }
      addresses.add(line);
    }
  }

  /** The address of a camera, in the order in which they were named. */
  public String address(int index) {
    return addresses.get(index);
  }

  /** Sends it a signal, such as STOP. */
  public void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("kill -" + name + " failed");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      boolean unused = process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The process: prints an address for each camera, and ends with its standard input. */
  public static void main(String[] kinds) throws IOException {
    for (String kind : kinds) {
      System.out.println(
          kind.equals("http")
              ? "http://127.0.0.1:" + new HttpCamera().port() + "/video.mjpg"
              : new TestCamera(Clips.usual()).uri());
    }
    System.out.println(READY);
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }
}
