package app;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.mjpeg.MjpegWriters;
import dev.framecast.source.image.TestPatternSource;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One camera from Vert.x, on its event loops. */
public final class CamerasApp {
  private CamerasApp() {}

  public static void main(String[] args) {
    Cameras cameras = new Cameras();
    Camera door = cameras.add("door", TestPatternSource.of(1280, 720, 30));
    Vertx vertx = Vertx.vertx();
    vertx
        .createHttpServer()
        .requestHandler(request -> stream(vertx.getOrCreateContext(), door, request))
        .listen(Integer.getInteger("port", 8080), "127.0.0.1");
  }

  // tag::stream[]
  private static void stream(Context loop, Camera camera, HttpServerRequest request) {
    MjpegWriter writer = MjpegWriters.forRequest(request::getHeader);
    HttpServerResponse response = request.response().setChunked(true);
    response.putHeader("Content-Type", writer.contentType());
    response.write(Buffer.buffer(bytes(writer::open)));
    Subscription pictures = camera.subscribe();
    response.exceptionHandler(gone -> pictures.close());
    response.closeHandler(gone -> pictures.close());
    pictures.onFrame(
        call -> loop.runOnContext(now -> call.run()),
        frame -> {
          if (!response.writeQueueFull()) { // else he is slow, and gets a later one
            response.write(Buffer.buffer(bytes(out -> writer.write(frame, out))));
          }
        });
  }

  // end::stream[]

  private interface Writing {
    void to(ByteArrayOutputStream out) throws IOException;
  }

  private static byte[] bytes(Writing writing) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      writing.to(out);
      return out.toByteArray();
    } catch (IOException e) { // an array takes everything
      throw new UncheckedIOException(e);
    }
  }
}
