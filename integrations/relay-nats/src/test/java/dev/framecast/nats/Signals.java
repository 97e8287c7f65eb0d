package dev.framecast.nats;

import java.io.IOException;

/** Signals to processes of these tests. */
final class Signals {
  private Signals() {}

  /** Such as STOP, which freezes a process, and CONT. */
  static void send(Process process, String name) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (status != 0) {
      throw new IOException("kill -" + name + ": " + status);
    }
  }
}
