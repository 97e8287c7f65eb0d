package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.camera.CameraOptions;
import dev.framecast.examples.wall.CameraFile.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraFileTest {

  private static Map<String, Entry> parse(String text) {
    return CameraFile.parse(text.getBytes(StandardCharsets.UTF_8), Set.of("taken"));
  }

  @Test
  void camerasAreInTheFilesOrderWithTheirOptions() {
    Map<String, Entry> cameras =
        parse(
            """
            \uFEFF# comment that ends in a backslash \\
            door.name = Vordertür
            zoo.left=test:320x180@5#label=a
            door = rtsp://u:secret@127.0.0.1/a?x=1#transport=udp

            ! another
            apple: test:320x180@5
            door.alwaysOn=true
            door.linger=1m
            door.backoffMin=5s
            door.backoffMax=10s
            zoo=rtsp://127.0.0.1/\\
                long
            """
                .replace("zoo.left", "zoo-left"));
    assertThat(cameras.keySet()).containsExactly("zoo-left", "door", "apple", "zoo");
    CameraOptions options = cameras.get("door").options();
    assertThat(options.name()).isEqualTo("Vordertür");
    assertThat(options.alwaysOn()).isTrue();
    assertThat(options.linger()).isEqualTo(Duration.ofMinutes(1));
    assertThat(options.backoffMin()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.backoffMax()).isEqualTo(Duration.ofSeconds(10));
    assertThat(cameras.get("door").source().description()).isEqualTo("rtsp://127.0.0.1/a?x=1");
    assertThat(cameras.get("zoo").source().description()).isEqualTo("rtsp://127.0.0.1/long");
    assertThat(cameras.get("apple").options().name()).isEmpty();
  }

  @Test
  void anIdMayHaveDots() {
    assertThat(parse("a.b=test:320x180@5\na.b.name=x\nc.d=test:320x180@5"))
        .containsOnlyKeys("a.b", "c.d");
  }

  @Test
  void theSameOnOtherLinesIsTheSame() {
    Entry one = parse("a=test:320x180@5\na.name=x\na.linger=1s").get("a");
    assertThat(
            one.isSame(parse("b=test:320x180@5\na.linger=1s\na.name=x\na=test:320x180@5").get("a")))
        .isTrue();
    assertThat(one.isSame(parse("a=test:320x180@5\na.name=x").get("a"))).isFalse();
    assertThat(one.isSame(parse("a=test:320x180@6\na.name=x\na.linger=1s").get("a"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | no cameras in it",
        "# door=test:320x180@5 | no cameras in it",
        "a=test:320x180@5;rtsp://u:secret@h/x | line 2: must be ID=ADDRESS",
        "secret | line 1: must be ID=ADDRESS",
        "secret= | line 1: must be ID=ADDRESS",
        "a secret@h/x | line 1 (a): an address must begin with one of",
        "secret@h/x=y | line 1: must be ID=ADDRESS",
        "=test:320x180@5 | line 1: must be ID=ADDRESS",
        "a=rtsp://u:sec/secret@h/x | line 1 (a): an rtsp address must be rtsp://host",
        ";;a=test:320x180@5#labl=x | line 3 (a): setting \"labl\": must be one of label, hue",
        "a=test:320x180@5;a=test:320x180@6 | line 2 (a): there is one already",
        "taken=test:320x180@5 | line 1 (taken): there is one already",
        "a=test:320x180@5;a.name=x;a.name=y | line 3 (a.name): given twice",
        "a=test:320x180@5;a.nmae=secret | line 2 (a.nmae): must end in one of .name, .alwaysOn,",
        "a=test:320x180@5;a.transport=udp | what is the source's own stands behind a #",
        "a=test:320x180@5;b.name=secret | line 2: is a camera's .name; there is no such camera",
        "a=test:320x180@5;a.linger=secret | line 2 (a.linger): setting \"linger\": must be a time",
        "a=test:320x180@5;a.maxPixels=0 | line 2 (a.maxPixels): maxPixels 0: must be 1 or more",
        "a=test:320x180@5;a.rotate=45 | line 2 (a.rotate): rotate 45: must be 0, 90, 180 or 270",
        "a=test:320x180@5;a.flip=secret | line 2 (a.flip): flip: must be none, horizontal or vertical",
        "a=test:320x180@5;a.timestamp=secret %Q | line 2 (a.timestamp): timestamp: a letter behind % must be",
        "a=test:320x180@5;a.crop=secret | line 2 (a.crop): crop: must be LEFT,TOP,WIDTH,HEIGHT in",
        "a=test:320x180@5;a.backoffMin=5s | line 2 (a.backoffMin): backoffMax PT1.5S: must be at least",
        "a=test:320x180@5;a.backoffMax=9s;a.backoffMin=5s;a.flip=x | line 4 (a.flip): flip: must",
        "a=test:320x180@5;b=secret\\u12 | line 2: a \\u must be followed by four",
      })
  void whatIsWrongIsNamedByItsLineAndNotRepeated(String text, String problem) {
    assertThatThrownBy(() -> parse(text.replace(';', '\n')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesEndInAnyWay(String end) {
    assertThat(parse("a=test:320x180@5" + end + "b=test:320x180@5" + end))
        .containsOnlyKeys("a", "b");
  }

  @Test
  void otherCharacterSetsAreRefused() {
    byte[] latin = "a=test:320x180@5\na.name=T\u00fcr".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> CameraFile.parse(latin, Set.of())).hasMessage("must be UTF-8");
  }
}
