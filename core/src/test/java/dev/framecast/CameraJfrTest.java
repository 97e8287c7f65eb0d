package dev.framecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.SourceException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JDK's Flight Recorder sees of a camera. */
class CameraJfrTest extends CameraFixture {
  @TempDir private Path folder;

  private List<RecordedEvent> record(Runnable what) throws Exception {
    Path file = folder.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("dev.framecast.*");
      recording.start();
      what.run();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    Files.delete(file);
    return events;
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("dev.framecast." + name))
        .toList();
  }

  @Test
  void aCamerasLifeIsRecorded() throws Exception {
    byte[] jpeg = Jpegs.color(80, 60);
    Camera camera = add(QUICK);
    source
        .fail(Kind.BUSY, "taken by rtsp://user:secret@10.0.0.1/x")
        .picture(Arrays.copyOf(jpeg, jpeg.length - 30))
        .picture(jpeg)
        .rate(50);
    List<RecordedEvent> events =
        record(
            () -> {
              try (Subscription viewer = camera.subscribe(Rendition.SOURCE, 12)) {
                long first = await(viewer, Frame::live);
                await(viewer, first, Frame::live);
              }
            });
    List<RecordedEvent> connects = named(events, "Connect");
    assertThat(connects).hasSize(2);
    assertThat(connects.get(0).getBoolean("succeeded")).isFalse();
    assertThat(connects.get(0).getString("problem")).contains("taken").doesNotContain("secret");
    assertThat(connects.get(1).getBoolean("succeeded")).isTrue();
    assertThat(connects.get(1).getDuration("time")).isPositive();
    RecordedEvent frame = named(events, "FramePublished").get(0);
    assertThat(frame.getString("camera")).isEqualTo("cam");
    assertThat(frame.getString("rendition")).isEqualTo("JPEG");
    assertThat(frame.getLong("sequence")).isPositive();
    assertThat(frame.getLong("size")).isPositive();
    assertThat(named(events, "RenditionEncoded")).isNotEmpty();
    assertThat(named(events, "FrameDropped").get(0).getString("reason")).contains("broken");
    assertThat(named(events, "ViewerBegan").get(0).getDouble("maxFps")).isEqualTo(12);
    assertThat(named(events, "ViewerEnded").get(0).getDuration("time")).isPositive();
  }
}
