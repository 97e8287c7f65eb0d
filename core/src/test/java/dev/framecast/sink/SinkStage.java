package dev.framecast.sink;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import java.io.IOException;
import java.time.Duration;

/** A sink with one scripted camera, "door", on a port of its own. */
public final class SinkStage implements AutoCloseable {
  /** Patient, because scripted cameras rest for as long as a test does. */
  public static final CameraOptions PATIENT =
      CameraOptions.builder()
          .stallAfter(Duration.ofMinutes(1))
          .reconnectAfter(Duration.ofMinutes(1))
          .connectTimeout(Duration.ofMinutes(1))
          .backoff(Duration.ofMillis(20), Duration.ofMillis(40))
          .backoffRefused(Duration.ofMillis(40))
          .build();

  public final Cameras cameras = new Cameras();
  public final ScriptedSource source = new ScriptedSource();
  public final Camera door = cameras.add("door", source, PATIENT);
  public final SinkContract.Sink sink;

  /** Starts the sink. */
  @FunctionalInterface
  public interface Starter {
    SinkContract.Sink start(Cameras cameras) throws IOException;
  }

  public SinkStage(Starter starter) throws IOException {
    sink = starter.start(cameras);
  }

  public Client client() throws IOException {
    return sink.client();
  }

  /** A client that has sent a request for the stream. */
  public Client viewer(String... headers) throws IOException {
    return client().get("/cameras/door/stream.mjpg", headers);
  }

  /** A client's one request, and what came of it. */
  public Client.Response get(String target, String... headers) throws IOException {
    try (Client client = client()) {
      return client.get(target, headers).response();
    }
  }

  public void awaitViewers(int count) {
    Await.until(count + " viewers", () -> door.status().viewers() == count);
  }

  @Override
  public void close() {
    sink.close();
    cameras.close();
  }
}
