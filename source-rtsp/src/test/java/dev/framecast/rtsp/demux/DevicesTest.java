package dev.framecast.rtsp.demux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.framecast.rtsp.RtspSource;
import dev.framecast.source.FrameSession;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Webcams that are none. Those that are one: H264WebcamIT. */
@EnabledOnOs(OS.LINUX)
class DevicesTest {
  @TempDir Path folder;

  private static SourceException failureOf(String path) throws IOException {
    try (FrameSession session = RtspSource.of("v4l2:" + path).open()) {
      return catchThrowableOfType(SourceException.class, session::advance);
    }
  }

  @Test
  void aWebcamThatIsNotThereIsUnplugged() throws IOException {
    SourceException failure = failureOf(folder.resolve("video9").toString());
    assertThat(failure.kind()).isEqualTo(Kind.UNPLUGGED);
    assertThat(failure).hasMessageContaining("video9: there is no camera, or not any more");
  }

  @Test
  void whatIsNoWebcamIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("film.h264"), "no camera");
    assertThat(failureOf(file.toString()).kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(failureOf("/dev/null").kind()).isEqualTo(Kind.UNSUPPORTED);
  }

  @Test
  void aWebcamTakesNoCredentials() {
    assertThatThrownBy(
            () -> RtspSource.builder("v4l2:/dev/video0").credentials("ann", "secret").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("/dev/video0: a webcam takes no credentials");
  }
}
