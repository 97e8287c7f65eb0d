package dev.framecast.examples.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.framecast.Cameras;
import dev.framecast.examples.soak.Servers.Place;
import dev.framecast.jpeg.JpegCheck;
import dev.framecast.mjpeg.MjpegReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** One who comes, does something good or bad over the network, and goes. */
final class Visitor implements Runnable {
  private static final List<Place> PLACES = List.of(Place.values());

  private final Servers servers;
  private final Gate gate;
  private final Problems problems;
  private final SplittableRandom random;
  private final int cameras;
  private final AtomicLong visits;
  private final InProcessVisit inProcess;

  Visitor(
      Cameras cameras,
      int ofCameras,
      Servers servers,
      Executor executor,
      Gate gate,
      Problems problems,
      AtomicLong visits,
      SplittableRandom random) {
    this.servers = servers;
    this.gate = gate;
    this.problems = problems;
    this.random = random;
    this.cameras = ofCameras;
    this.visits = visits;
    this.inProcess = new InProcessVisit(cameras, executor, gate, random);
  }

  @Override
  public void run() {
    while (gate.enterAfter(random.nextInt(200, 4_000))) {
      try {
        visits.incrementAndGet();
        visit();
      } catch (IOException e) {
        // The server cut it off, the camera is away: both are to be.
      } catch (Exception e) {
        problems.add("a visitor: " + e, e);
      } finally {
        gate.leave();
      }
    }
  }

  private void visit() throws Exception {
    switch (random.nextInt(16)) {
      case 0, 1, 2 -> watch();
      case 3 -> snapshot();
      case 4 -> readSlowly();
      case 5 -> readNothing();
      case 6 -> sendGarbage();
      case 7 -> sendHalf();
      case 8 -> guess();
      case 9 -> pages();
      case 10 -> breakTls();
      case 11 -> askMuchAtOnce();
      case 12 -> askNonsense();
      default -> inProcess.visit(id());
    }
  }

  private String id() {
    return CameraActor.id(random.nextInt(cameras));
  }

  private Place place() {
    return PLACES.get(random.nextInt(PLACES.size()));
  }

  private String target() {
    String widths = random.nextBoolean() ? "" : "width=" + random.nextInt(100, 800) + "&";
    return random.nextInt(3) == 0
        ? "/streams.mjpg?ids=" + id() + "&" + widths + "fps=3"
        : "/cameras/" + id() + "/stream.mjpg?" + widths + "fps=" + random.nextInt(1, 10);
  }

  /** Watches for some frames, and leaves in one of the ways in which people do. */
  private void watch() throws IOException {
    try (Wire wire = servers.connect(place())) {
      MjpegReader reader = wire.get(target(), "Accept: */*").stream();
      for (int i = random.nextInt(40); i > 0 && !gate.isClosed() && reader.next(); i--) {
        if (reader.dropped() > 0) {
          problems.add("a visitor was sent " + reader.dropped() + " broken parts");
        }
      }
      switch (random.nextInt(4)) {
        case 0 -> wire.reset();
        case 1 -> wire.vanish();
        case 2 -> {
          wire.halfClose();
          gate.linger(random.nextInt(2_000));
        }
        default -> {}
      }
    }
  }

  private void snapshot() throws IOException {
    try (Wire wire = servers.connect(place())) {
      Wire.Head head = wire.get("/cameras/" + id() + "/snapshot.jpg?width=320").head();
      if (head.status() == 200 && !new JpegCheck().inspect(ByteBuffer.wrap(wire.body(head)))) {
        problems.add("a snapshot was no whole JPEG");
      } else if (!List.of(200, 404, 503).contains(head.status())) {
        problems.add("a snapshot was answered " + head.status());
      }
    }
  }

  private void readSlowly() throws IOException {
    try (Wire wire = servers.connect(place()).get(target())) {
      for (int i = random.nextInt(100); i > 0 && gate.linger(100) && wire.read(300) > 0; i--) {}
    }
  }

  private void readNothing() throws IOException {
    try (Wire wire = servers.connect(place()).get(target())) {
      gate.linger(random.nextInt(20_000));
      if (random.nextBoolean()) {
        wire.reset();
      }
    }
  }

  private void sendGarbage() throws IOException {
    byte[] garbage = new byte[random.nextInt(1, 30_000)];
    random.nextBytes(garbage);
    try (Wire wire = servers.connect(place())) {
      wire.send(garbage);
      gate.linger(random.nextInt(1_000));
    }
  }

  private void sendHalf() throws IOException {
    try (Wire wire = servers.connect(place()).send("GET /cameras HTTP/1.1\r\nHost: 127.0")) {
      gate.linger(random.nextInt(15_000));
      if (random.nextBoolean()) {
        wire.reset();
      }
    }
  }

  private void guess() throws IOException {
    String wrong = Base64.getEncoder().encodeToString(("soak:" + random.nextInt()).getBytes(UTF_8));
    try (Wire wire = servers.connect(Place.NETTY_TLS, random.nextInt(2, 60)).withoutLogin()) {
      int status = wire.get(target(), "Authorization: Basic " + wrong).head().status();
      if (status != 401 && status != 429) {
        problems.add("a wrong password was answered " + status);
      }
    }
  }

  private void pages() throws IOException {
    String[] pages = {"/", "/cameras", "/wall/none.js", "/cameras/none/stream.mjpg"};
    try (Wire wire = servers.connect(place())) {
      int status = wire.get(pages[random.nextInt(pages.length)]).head().status();
      if (status >= 500) {
        problems.add("a page was answered " + status);
      }
    }
  }

  private void breakTls() throws IOException {
    byte[] hello = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3};
    try (Socket socket = servers.plain(Place.NETTY_TLS, 1)) {
      OutputStream out = socket.getOutputStream();
      if (random.nextBoolean()) {
        byte[] garbage = new byte[random.nextInt(1, 5_000)];
        random.nextBytes(garbage);
        out.write(garbage);
      } else {
        out.write(hello);
      }
      gate.linger(random.nextInt(12_000));
    }
  }

  private void askMuchAtOnce() throws IOException {
    try (Wire wire = servers.connect(place())) {
      for (int i = 0; i < 30; i++) {
        wire.get(i % 2 == 0 ? "/cameras" : "/cameras/" + id() + "/snapshot.jpg");
      }
      wire.read(random.nextInt(10_000));
    }
  }

  private void askNonsense() throws IOException {
    String[] targets = {"/cameras/%00/stream.mjpg", "/streams.mjpg", "//", "/../x", "/cameras?a=%"};
    try (Wire wire = servers.connect(place())) {
      String target = targets[random.nextInt(targets.length)];
      int status = wire.get(target, "Range: bytes=1-2").head().status();
      if (status >= 500) {
        problems.add(target + " was answered " + status);
      }
    }
  }
}
