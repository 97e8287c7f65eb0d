package dev.framecast.examples.page;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.examples.wall.FaultySource;
import dev.framecast.examples.wall.FaultySource.Fault;
import dev.framecast.netty.MjpegServer;
import dev.framecast.source.FrameSource;
import dev.framecast.source.FrameSources;
import dev.framecast.source.image.TestPatternSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Cameras, a server and a browser. */
final class PageStage implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(10);

  final Cameras cameras = new Cameras();
  final Browser browser;
  final PageTiles tiles;
  private MjpegServer server;

  PageStage() throws IOException {
    this(false);
  }

  PageStage(boolean noteRequests) throws IOException {
    this(noteRequests, builder -> builder);
  }

  /** With a server of those settings. */
  PageStage(boolean noteRequests, UnaryOperator<MjpegServer.Builder> settings) throws IOException {
    server = settings.apply(MjpegServer.builder(cameras).port(0)).start();
    try {
      browser = new Browser(noteRequests);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    tiles = new PageTiles(browser);
  }

  /** Adds so many test patterns, cam1 and on. */
  PageStage patterns(int count, int width, int height, double fps) {
    for (int i = 1; i <= count; i++) {
      String id = "cam" + i;
      cameras.add(id, TestPatternSource.builder(width, height, fps).label(id).build());
    }
    return this;
  }

  /** Adds cameras that show drawn scenes, each beginning anew when it is watched. */
  PageStage scenes(String... names) {
    for (String name : names) {
      cameras.add(name, scene(name));
    }
    return this;
  }

  private static FrameSource scene(String name) {
    return FrameSources.of("scene:" + name + "#size=640x360&deterministic=true");
  }

  /** Adds such a camera, and gives what can be made wrong with it. */
  AtomicReference<Fault> faultyScene(String name) {
    AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
    cameras.add(name, new FaultySource(scene(name), fault::get));
    return fault;
  }

  /** Adds a camera, and gives what can be made wrong with it. */
  AtomicReference<Fault> faulty(String id) {
    AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
    cameras.add(
        id,
        new FaultySource(TestPatternSource.builder(640, 360, 10).label(id).build(), fault::get));
    return fault;
  }

  Camera camera(String id) {
    return Objects.requireNonNull(cameras.find(id), id);
  }

  int viewers() {
    return cameras.all().stream().mapToInt(camera -> camera.status().viewers()).sum();
  }

  URI address(String path) {
    return server.uri().resolve(path);
  }

  /** Opens the page and waits until all tiles are live. */
  PageStage open(String path) {
    browser.open(address(path));
    return awaitAllLive();
  }

  PageStage awaitAllLive() {
    browser.await("all tiles live", Duration.ofSeconds(20), () -> tiles.allAre("live"));
    return this;
  }

  void await(String what, java.util.function.BooleanSupplier condition) {
    browser.await(what, SOON, condition);
  }

  /** So much of the page's time passes. */
  void pass(Duration time) {
    double until = browser.number("return performance.now()") + time.toMillis();
    browser.await(
        time + " to pass",
        time.plusSeconds(30),
        () -> browser.number("return performance.now()") >= until);
  }

  /** The server goes away, with all its connections. */
  void stopServer() {
    server.close();
  }

  /** And comes back where it was. */
  void startServerAgain() throws IOException {
    server = MjpegServer.builder(cameras).port(server.port()).start();
  }

  /** Connections that the server has, by the kernel's own list (Linux). */
  long connections() throws IOException {
    String port = String.format(":%04X", server.port());
    long count = 0;
    for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
      count +=
          Files.readAllLines(Path.of(table)).stream()
              .map(line -> line.trim().split(" +"))
              .filter(columns -> columns[1].endsWith(port) && columns[3].equals("01"))
              .count();
    }
    return count;
  }

  @Override
  public void close() {
    try {
      browser.close();
    } finally {
      server.close();
      cameras.close();
    }
  }
}
