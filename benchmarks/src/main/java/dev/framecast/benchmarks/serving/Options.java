package dev.framecast.benchmarks.serving;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What a {@link LoadClient} is asked to do; the names are those of the C client that it mirrors.
 */
final class Options {
  @Option(names = "-c", description = "viewers (${DEFAULT-VALUE})")
  int viewers = 1;

  @Option(names = "-z", description = "further slow viewers (${DEFAULT-VALUE})")
  int slow;

  @Option(names = "-r", description = "bytes a second that a slow one reads (${DEFAULT-VALUE})")
  int rate = 20_000;

  @Option(names = "-w", description = "seconds to warm up, all connected (${DEFAULT-VALUE})")
  double warmUp = 2;

  @Option(names = "-d", description = "measured seconds (${DEFAULT-VALUE})")
  double seconds = 10;

  @Option(names = "-i", description = "new connections a second (${DEFAULT-VALUE})")
  double ramp = 2000;

  @Option(names = "-p", description = "the server's process, to tell its processor time and memory")
  long pid;

  @Parameters(index = "0", description = "a loopback address")
  String host = "127.0.0.1";

  @Parameters(index = "1")
  int port;

  @Parameters(index = "2")
  String path = "/";
}
