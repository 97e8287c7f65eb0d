package dev.framecast.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.frame.Rendition;
import dev.framecast.source.SourceException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PublishedRenditionTest {
  private final List<Object> asked = new CopyOnWriteArrayList<>();
  private final Queue<Runnable> sending = new ConcurrentLinkedQueue<>();

  /** That camera, which says what it is asked for. */
  private Camera watched(Camera camera) {
    return (Camera)
        Proxy.newProxyInstance(
            Camera.class.getClassLoader(),
            new Class<?>[] {Camera.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("subscribe")) {
                asked.add(arguments[0]);
              }
              return method.invoke(camera, arguments);
            });
  }

  @Test
  void videoIsSentAgainInTheWidthInWhichItIsWatched() {
    try (Cameras cameras = new Cameras()) {
      Camera camera =
          cameras.add(
              "door",
              () -> {
                throw new SourceException(SourceException.Kind.UNPLUGGED, "none");
              });
      PublishedRendition video =
          new PublishedRendition(
              watched(camera), Rendition.VIDEO, "subject", null, sending::add); // sends nothing
      video.wants(Rendition.video(640), 0);
      video.again();
      new ArrayDeque<>(sending).forEach(Runnable::run);
      assertThat(asked).containsExactly(Rendition.video(640), Rendition.video(640));
      video.close();
    }
  }
}
