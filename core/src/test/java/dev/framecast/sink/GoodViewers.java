package dev.framecast.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.framecast.mjpeg.MjpegReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Viewers of a {@link StampedCamera} named "door", who read all that comes, and what they get. */
final class GoodViewers implements AutoCloseable {
  private static final Pattern STAMP = Pattern.compile("fakecam dev=0 seq=\\d+ t=(\\d+\\.\\d+)");

  private final List<Client> clients = new ArrayList<>();
  private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();

  /**
   * One frame at one viewer.
   *
   * @param at by {@link System#nanoTime()}
   * @param lag from the camera to the viewer's hands, in ms
   * @param gap since the frame before, in ms
   */
  private record Arrival(long at, double lag, double gap) {}

  /**
   * What came in a while.
   *
   * @param fps each one's, in the mean
   * @param lag of the frames, p99 in ms
   * @param gap between two of them at one viewer, p99 in ms
   */
  record Result(double fps, double lag, double gap) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%.2f fps, p99 of lags %.1f ms, of gaps %.1f ms", fps, lag, gap);
    }
  }

  GoodViewers(int port, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Client client = new Client(port).get("/cameras/door/stream.mjpg");
      clients.add(client);
      Thread viewer = new Thread(() -> watch(client), "viewer");
      viewer.setDaemon(true);
      viewer.start();
    }
    Await.until("frames", () -> arrivals.size() > 10 * count);
  }

  private void watch(Client client) {
    try {
      MjpegReader stream = client.stream();
      long before = System.nanoTime();
      while (stream.next()) {
        long now = System.nanoTime();
        Matcher stamp = STAMP.matcher(ISO_8859_1.decode(stream.jpeg().duplicate().limit(100)));
        if (stamp.find()) {
          double lag = now / 1e6 - Double.parseDouble(stamp.group(1)) * 1e3;
          arrivals.add(new Arrival(now, lag, (now - before) / 1e6));
        }
        before = now;
      }
    } catch (IOException e) {
      // The end of the test; or of a viewer, which the rate tells.
    }
  }

  /** What comes from now on. */
  Result measure(Duration time) {
    long began = System.nanoTime();
    long left;
    while ((left = began + time.toNanos() - System.nanoTime()) > 0) {
      LockSupport.parkNanos(left);
    }
    return since(began);
  }

  /** What has come since then, by {@link System#nanoTime()}. */
  Result since(long began) {
    double seconds = (System.nanoTime() - began) / 1e9;
    List<Arrival> all = arrivals.stream().filter(frame -> frame.at() - began >= 0).toList();
    if (all.isEmpty()) {
      throw new AssertionError("no viewer was sent a frame in " + seconds + " s");
    }
    return new Result(
        all.size() / seconds / clients.size(), p99(all, Arrival::lag), p99(all, Arrival::gap));
  }

  private static double p99(List<Arrival> all, ToDoubleFunction<Arrival> value) {
    return all.stream()
        .mapToDouble(value)
        .sorted()
        .skip(all.size() * 99L / 100)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    for (Client client : clients) {
      client.close();
    }
  }
}
