package dev.framecast.examples.soak;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.examples.soak.Servers.Place;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.mjpeg.MjpegReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A viewer who watches all the time, and comes back at once when a stream has ended. */
final class StayingViewer implements Runnable {
  /** How it watches. */
  enum Way {
    NETTY,
    NETTY_MANY,
    JETTY,
    TLS,
    HTTP2,
    NETTY_SLOW_RATE,
    HTTP2_MANY,
    JETTY_MANY,
    IN_PROCESS,
    SIGNED
  }

  private static final List<Way> WAYS = List.of(Way.values());

  final FrameNotes notes;
  private final Way way;
  private final List<String> ids;
  private final String query;
  private final Rendition rendition;
  private final Cameras cameras;
  private final Servers servers;
  private final SplittableRandom random;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable AutoCloseable open;

  StayingViewer(
      int number,
      int ofCameras,
      Cameras cameras,
      Servers servers,
      Problems problems,
      SplittableRandom random) {
    this.cameras = cameras;
    this.servers = servers;
    this.random = random;
    way = WAYS.get(number % WAYS.size());
    int first = random.nextInt(ofCameras);
    ids =
        isMany()
            ? Stream.iterate(first, i -> (i + 1) % ofCameras)
                .limit(Math.min(4, ofCameras))
                .map(CameraActor::id)
                .toList()
            : List.of(CameraActor.id(first));
    int width = new int[] {0, 160, 320}[random.nextInt(3)];
    rendition = width == 0 ? Rendition.SOURCE : Rendition.jpeg(width, 80);
    query = (width == 0 ? "" : "width=" + width + "&") + "fps=" + fps();
    boolean mayRepeat = way.name().startsWith("JETTY");
    notes = new FrameNotes("viewer " + number + " (" + way + ")", ids, mayRepeat, problems);
  }

  private boolean isMany() {
    return way.name().endsWith("MANY");
  }

  private int fps() {
    return way == Way.NETTY_SLOW_RATE ? 1 : 5;
  }

  @Override
  public void run() {
    try {
      while (!over.await(random.nextInt(50, 400), TimeUnit.MILLISECONDS)) {
        try {
          watch();
        } catch (IOException | IllegalStateException e) {
          // The stream has ended, the camera is away: it comes back.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() throws IOException, InterruptedException {
    switch (way) {
      case IN_PROCESS -> subscribe();
      case HTTP2, HTTP2_MANY -> http2();
      case JETTY, JETTY_MANY -> wire(Place.JETTY, target());
      case TLS -> wire(Place.NETTY_TLS, target());
      case SIGNED ->
          wire(
              Place.NETTY_TLS,
              "/"
                  + servers.signed.stream(ids.get(0), Duration.ofSeconds(random.nextInt(20, 90)))
                  + "&"
                  + query);
      default -> wire(Place.NETTY, target());
    }
  }

  private String target() {
    return isMany()
        ? "/streams.mjpg?ids=" + String.join(",", new TreeSet<>(ids)) + "&" + query
        : "/cameras/" + ids.get(0) + "/stream.mjpg?" + query;
  }

  private void wire(Place place, String target) throws IOException {
    try (Wire wire = servers.connect(place)) {
      open = wire::vanish;
      read((way == Way.SIGNED ? wire.withoutLogin() : wire).get(target, "Accept: */*").stream());
    } finally {
      open = null;
    }
  }

  private void http2() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("https://127.0.0.1:" + servers.port(Place.NETTY_TLS) + target()))
            .header("Authorization", Servers.LOGIN.substring(Servers.LOGIN.indexOf(':') + 2))
            .timeout(Duration.ofSeconds(40))
            .build();
    HttpResponse<InputStream> response =
        servers.http2.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      open = body;
      if (response.statusCode() != 200) {
        throw new RefusedException(response.statusCode());
      }
      if (response.version() != java.net.http.HttpClient.Version.HTTP_2) {
        notes.problem(ids.toString(), "not HTTP/2");
      }
      read(new MjpegReader(body, response.headers().firstValue("Content-Type").orElse("")));
    } finally {
      open = null;
    }
  }

  private void read(MjpegReader reader) throws IOException {
    notes.connected();
    while (over.getCount() > 0 && !notes.misses() && reader.next()) {
      String camera = isMany() ? String.valueOf(reader.header("X-Framecast-Camera")) : ids.get(0);
      if (reader.dropped() > 0) {
        notes.problem(camera, reader.dropped() + " parts were no whole JPEGs");
      }
      if (!String.valueOf(reader.jpeg().remaining()).equals(reader.header("Content-Length"))) {
        notes.problem(camera, "a part of another length than announced");
      }
      notes.note(
          camera,
          number(reader, "X-Framecast-Sequence"),
          "true".equals(reader.header("X-Framecast-Live")),
          number(reader, "X-Timestamp"),
          reader.jpeg());
    }
  }

  private static long number(MjpegReader reader, String header) {
    return Long.parseLong(String.valueOf(reader.header(header)).replace(".", ""));
  }

  private void subscribe() throws InterruptedException {
    Camera camera = cameras.find(ids.get(0));
    if (camera == null) {
      return;
    }
    try (Subscription subscription = camera.subscribe(rendition, fps())) {
      notes.connected();
      while (over.getCount() > 0 && subscription.isOpen()) {
        try (Frame frame = subscription.next(Duration.ofSeconds(5))) {
          if (frame != null) {
            notes.note(
                camera.id(), frame.sequence(), frame.live(), frame.capturedMicros(), frame.bytes());
          }
        }
      }
    }
  }

  void end() {
    over.countDown();
    AutoCloseable now = open;
    if (now != null) {
      try {
        now.close();
      } catch (Exception e) {
        // Closed already.
      }
    }
  }
}
