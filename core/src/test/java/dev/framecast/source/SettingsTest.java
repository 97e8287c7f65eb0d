package dev.framecast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private enum Color {
    RED,
    GREEN
  }

  private static Settings settings(String text) {
    return SettingsParser.parse(text);
  }

  @Test
  void eachIsReadAsWhatItIsToBe() {
    Settings settings = settings("a=x y&b=true&c=-12&d=12.5&e=green&o.z=1&o.a=2");
    assertThat(settings.text("a")).contains("x y");
    assertThat(settings.flag("b")).contains(true);
    assertThat(settings.integer("c")).hasValue(-12);
    assertThat(settings.decimal("d")).hasValue(12.5);
    assertThat(settings.oneOf("e", Color.class)).contains(Color.GREEN);
    assertThat(settings.group("o", "NAME"))
        .containsExactly(Map.entry("z", "1"), Map.entry("a", "2"));
    assertThatCode(settings::refuseUnknown).doesNotThrowAnyException();
  }

  @Test
  void whatIsNotThereIsEmpty() {
    Settings settings = Settings.of(Map.of());
    assertThat(settings.text("a")).isEmpty();
    assertThat(settings.flag("a")).isEmpty();
    assertThat(settings.integer("a")).isEmpty();
    assertThat(settings.decimal("a")).isEmpty();
    assertThat(settings.duration("a")).isEmpty();
    assertThat(settings.oneOf("a", Color.class)).isEmpty();
    assertThat(settings.group("a", "NAME")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"500ms, 500", "5s, 5000", "1.5s, 1500", "2m, 120000", "1h, 3600000", "0s, 0"})
  void aTimeHasItsUnit(String text, long millis) {
    assertThat(settings("t=" + text).duration("t")).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"5", "s", "-5s", "5 s", "5S", "1e3s", "PT5S", "9999999999s", "''", "secret"})
  void anotherTimeIsRefused(String text) {
    assertThatThrownBy(() -> settings("t=" + text).duration("t"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("setting \"t\": must be a time such as 500ms, 5s, 1.5s, 2m or 1h");
  }

  @ParameterizedTest
  @CsvSource({"secret", "''", "1e3", "0x10", "NaN", "Infinity", "1d", "12345678901", "1_0", "٣"})
  void anotherNumberIsRefused(String text) {
    assertThatThrownBy(() -> settings("t=" + text).integer("t"))
        .hasMessage("setting \"t\": must be a whole number");
    assertThatThrownBy(() -> settings("t=" + text).decimal("t"))
        .hasMessage("setting \"t\": must be a number such as 25 or 12.5");
  }

  @Test
  void anotherFlagOrWordIsRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> settings("t=secret").flag("t"))
        .hasMessage("setting \"t\": must be true or false");
    assertThatThrownBy(() -> settings("t=secret").oneOf("t", Color.class))
        .hasMessage("setting \"t\": must be one of red, green");
  }

  @Test
  void theSameTwiceIsRefused() {
    assertThatThrownBy(() -> settings("t=1&t=1").text("t"))
        .hasMessage("setting \"t\": must be given once");
    assertThatThrownBy(() -> settings("o.t=1&o.t=1").group("o", "NAME"))
        .hasMessage("setting \"o.t\": must be given once");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "transprot=udp | setting \"transprot\": must be one of transport, fps, option.NAME",
        "Transport=udp | setting \"Transport\": must be",
        "transport=udp&transpor=x | setting \"transpor\": must be",
        "fp=1 | setting \"fp\": must be",
        "secret=1 | setting number 1: must be one of transport, fps, option.NAME",
        "fps=1&secret=1 | setting number 2: must be",
        "option=1 | setting number 1: must be",
      })
  void anUnknownNameIsRefusedAndRepeatedOnlyWhereItIsASlip(String text, String problem) {
    Settings settings = settings(text);
    settings.text("transport");
    settings.text("fps");
    settings.group("option", "NAME");
    assertThatThrownBy(settings::refuseUnknown)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(problem)
        .hasMessageNotContaining("secret");
  }

  @Test
  void whereThereAreNoneEachIsRefused() {
    assertThatThrownBy(settings("secret=1")::refuseUnknown)
        .hasMessage("setting number 1: there are none here");
  }
}
