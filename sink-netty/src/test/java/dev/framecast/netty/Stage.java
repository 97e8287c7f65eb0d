package dev.framecast.netty;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.sink.Await;
import dev.framecast.sink.Client;
import dev.framecast.sink.ScriptedSource;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A server with one scripted camera, "door", on a port of its own. */
final class Stage implements AutoCloseable {
  final Cameras cameras = new Cameras();
  final ScriptedSource source = new ScriptedSource();
  final Camera door;
  final MjpegServer server;

  Stage() throws IOException {
    this(builder -> builder);
  }

  Stage(UnaryOperator<MjpegServer.Builder> settings) throws IOException {
    // Patient, because scripted cameras rest for as long as a test does.
    Duration patience = Duration.ofMinutes(1);
    door =
        cameras.add(
            "door",
            source,
            CameraOptions.builder()
                .stallAfter(patience)
                .reconnectAfter(patience)
                .connectTimeout(patience)
                .backoff(Duration.ofMillis(20), Duration.ofMillis(40))
                .backoffRefused(Duration.ofMillis(40))
                .build());
    server = settings.apply(MjpegServer.builder(cameras)).start();
  }

  Client client() throws IOException {
    return new Client(server.port());
  }

  /** A client that has sent a request for the stream. */
  Client viewer(String... headers) throws IOException {
    return client().get("/cameras/door/stream.mjpg", headers);
  }

  /** A client's one request, and what came of it. */
  Client.Response get(String target, String... headers) throws IOException {
    try (Client client = client()) {
      return client.get(target, headers).response();
    }
  }

  void awaitViewers(int count) {
    Await.until(count + " viewers", () -> door.status().viewers() == count);
  }

  @Override
  public void close() {
    server.close();
    cameras.close();
  }
}
