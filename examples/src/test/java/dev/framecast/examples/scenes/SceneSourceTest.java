package dev.framecast.examples.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSource;
import dev.framecast.source.FrameSources;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SceneSourceTest {
  private static FrameSource at(Instant moment) {
    return new SceneSource(SceneName.DOOR, 320, 180, 15, false, InstantSource.fixed(moment));
  }

  private static byte[] picture(FrameSource source) throws Exception {
    try (Cameras cameras = new Cameras()) {
      Camera camera = cameras.add("a", source);
      try (Frame frame =
          camera.snapshot(Rendition.SOURCE, Duration.ZERO, Duration.ofSeconds(20)).get()) {
        byte[] jpeg = new byte[frame.bytes().remaining()];
        frame.bytes().get(jpeg);
        assertThat(frame.width()).isEqualTo(320);
        return jpeg;
      }
    }
  }

  @Test
  void whatIsSeenFollowsFromTheClock() throws Exception {
    Instant noon = Instant.parse("2026-11-29T12:00:00Z");
    byte[] jpeg = picture(at(noon));
    assertThat(picture(at(noon))).isEqualTo(jpeg);
    assertThat(picture(at(noon.plusSeconds(1)))).isNotEqualTo(jpeg);
  }

  @ParameterizedTest
  @ValueSource(strings = {"street", "door", "yard", "harbour"})
  void eachSceneHasAnAddress(String name) throws Exception {
    FrameSource source = FrameSources.of("scene:" + name + "#size=320x180&deterministic=true");
    assertThat(source.kind()).isEqualTo("scene");
    assertThat(source.description()).isEqualTo("scene " + name + " 320x180");
    assertThat(picture(source)).hasSizeGreaterThan(1_000);
  }

  @Test
  void aSceneIsLargeUnlessASizeIsGiven() {
    assertThat(FrameSources.of("scene:yard").description()).isEqualTo("scene yard 1280x720");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scene: | scene:NAME, where NAME is one of street, door, yard, harbour",
        "scene:moon | scene:NAME, where NAME is one of street, door, yard, harbour",
        "scene:Street | scene:NAME, where NAME is one of street, door, yard, harbour",
        "scene:door#size=big | setting \"size\": must be WIDTHxHEIGHT, such as 1280x720",
        "scene:door#size=159x90 | of 160x90 to 3840x2160 pixels",
        "scene:door#size=3841x2160 | of 160x90 to 3840x2160 pixels",
        "scene:door#size=99999x99999 | of 160x90 to 3840x2160 pixels",
        "scene:door#fps=0 | setting \"fps\": must be 0.1 to 60 pictures a second",
        "scene:door#fps=-1 | setting \"fps\": must be 0.1 to 60 pictures a second",
        "scene:door#fps=61 | setting \"fps\": must be 0.1 to 60 pictures a second",
        "scene:door#light=day | must be one of size, fps, deterministic",
      })
  void whatCannotBeIsRefusedWithWhatWouldBeRight(String address, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameSources.of(address))
        .withMessageContaining(problem);
  }
}
