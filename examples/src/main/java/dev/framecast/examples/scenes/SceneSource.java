package dev.framecast.examples.scenes;

import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.source.image.ImageSource;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * A camera in front of a scene. What it shows follows from the clock alone: so sessions agree, and
 * a large stream with its sub-stream.
 *
 * @param clock gives the moment that is shown, asked once a picture
 * @param deterministic whether the n-th picture shows the moment n / fps instead
 */
record SceneSource(
    SceneName scene, int width, int height, double fps, boolean deterministic, InstantSource clock)
    implements FrameSource {

  @Override
  public FrameSession open() throws IOException {
    return open(SessionContext.NONE);
  }

  @Override
  public FrameSession open(SessionContext context) throws IOException {
    // The images are the session's: a camera that nobody watches has none.
    ScenePainter painter = new ScenePainter(scene.scene(), width, height);
    DoubleSupplier seconds = seconds();
    return ImageSource.of(description(), fps, () -> painter.paint(seconds.getAsDouble()))
        .open(context);
  }

  private DoubleSupplier seconds() {
    if (!deterministic) {
      return () -> clock.millis() / 1_000.0;
    }
    return new DoubleSupplier() {
      private long number;

      @Override
      public double getAsDouble() {
        return number++ / fps;
      }
    };
  }

  @Override
  public String description() {
    return String.format(Locale.ROOT, "scene %s %dx%d", scene.text(), width, height);
  }

  @Override
  public String kind() {
    return "scene";
  }
}
