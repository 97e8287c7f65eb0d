package dev.framecast.benchmarks.serving;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Up to some ten thousand viewers of an MJPEG stream on one thread. It checks that each part is a
 * JPEG from beginning to end, and writes one line of JSON: rates, gaps, the time from the camera to
 * here where JPEGs are stamped, and what the server's process used meanwhile.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar dev.framecast.benchmarks.serving.LoadClient \
 *     -c 50 -w 2 -d 10 -p SERVERS_PID 127.0.0.1 8080 /cameras/cam0/stream.mjpg
 * }</pre>
 */
@Command(name = "LoadClient", mixinStandardHelpOptions = true)
public final class LoadClient implements Callable<Integer> {
  private static final int READ_BYTES = 1 << 18;
  private static final long SLOW_PERIOD = 100_000_000L;

  @Mixin private final Options options;

  private final List<LoadViewer> viewers = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
  private int failed;

  LoadClient(Options options) {
    this.options = options;
  }

  public static void main(String[] args) {
    System.exit(OneLine.of(new LoadClient(new Options())).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    System.out.println(load());
    return 0;
  }

  /** Watches, and gives the line of JSON. */
  String load() throws IOException {
    if (!options.host.startsWith("127.")) {
      throw new IllegalArgumentException(
          "host " + options.host + ": must be a loopback address, 127.x.x.x");
    }
    LoadReport report = new LoadReport(options.pid);
    try (Selector selector = Selector.open()) {
      run(selector, report);
    }
    return report.json(viewers, failed);
  }

  private void run(Selector selector, LoadReport report) throws IOException {
    int all = options.viewers + options.slow;
    long begun = System.nanoTime();
    long warm = 0;
    long nextSlow = begun;
    while (true) {
      long now = System.nanoTime();
      while (opened() < all && opened() <= (now - begun) / 1e9 * options.ramp) {
        open(selector, report);
        if (opened() == all) {
          warm = System.nanoTime();
        }
      }
      if (opened() == all && !report.isMeasuring() && now - warm > options.warmUp * 1e9) {
        viewers.forEach(LoadViewer::begin);
        warm = System.nanoTime();
        report.begin();
      } else if (report.isMeasuring() && now - warm > options.seconds * 1e9) {
        report.end();
        return;
      }
      if (now >= nextSlow) {
        nextSlow = now + SLOW_PERIOD;
        readSlowly();
      }
      selector.select(key -> ((LoadViewer) key.attachment()).read(buffer), opened() < all ? 1 : 20);
    }
  }

  private int opened() {
    return viewers.size() + failed;
  }

  private void open(Selector selector, LoadReport report) {
    int index = opened();
    boolean slow = index >= options.viewers;
    try {
      LoadViewer viewer = new LoadViewer(report, options, index, slow);
      viewers.add(viewer);
      if (!slow) {
        viewer.channel().register(selector, SelectionKey.OP_READ, viewer);
      }
    } catch (IOException e) {
      failed++;
    }
  }

  private void readSlowly() {
    int most = (int) (options.rate * (SLOW_PERIOD / 1e9));
    for (int i = Math.max(0, options.viewers - failed); i < viewers.size(); i++) {
      LoadViewer viewer = viewers.get(i);
      if (viewer.isSlow() && viewer.isAlive()) {
        viewer.read(buffer, most);
      }
    }
  }
}
