package dev.framecast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceAddressTest {

  @Test
  void settingsBeginAtTheFirstHashAndTheCamerasQueryIsItsOwn() {
    SourceAddress address =
        SourceAddress.parse(" RTSP://u:p%23w@host/cam?channel=1&x=%20#transport=udp&note=a=b%26 ");
    assertThat(address.scheme()).isEqualTo("rtsp");
    assertThat(address.withoutSettings()).isEqualTo("RTSP://u:p%23w@host/cam?channel=1&x=%20");
    assertThat(address.location()).isEqualTo("//u:p%23w@host/cam?channel=1&x=%20");
    assertThat(address.settings().text("transport")).contains("udp");
    assertThat(address.settings().text("note")).contains("a=b&");
    assertThat(address.settings().text("other")).isEmpty();
    assertThat(address).hasToString("rtsp:...");
  }

  @ParameterizedTest
  @CsvSource({
    "file:/a b/100%25.mp4, /a b/100%.mp4",
    "file:a%231%3f.mp4#loop=true, a#1?.mp4",
    "webcam:HD Caméra (%C3%A9), HD Caméra (é)",
    "x-y.z+1:a+b:c, a+b:c",
    "test:, ''"
  })
  void aNameIsDecoded(String text, String name) {
    assertThat(SourceAddress.parse(text).decodedLocation()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "webcam:0?size=secret | settings follow a #, as in #name=value; a question mark of a name",
        "file:/a/secret%.mp4 | percent sign in it without two hexadecimal digits",
        "file:/a/secret%4 | percent sign in it",
        "file:/a/secret%zz | percent sign in it",
        "file:/a/secret%ff | not of UTF-8",
        "file:/a/secret%00 | control character",
      })
  void aNameThatCouldMeanTwoThingsIsRefused(String text, String problem) {
    SourceAddress address = SourceAddress.parse(text);
    assertThatThrownBy(address::decodedLocation)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | must begin with a scheme and a colon",
        "secret | must begin with a scheme",
        "/secret:x | must begin with a scheme",
        "C:\\secret.mp4 | must begin with a scheme",
        "rtsp://u:secret#secret@host/x | an @ behind its first #",
        "rtsp://h/x#secret | setting number 1: must be NAME=VALUE",
        "rtsp://h/x# | setting number 1: must be NAME=VALUE",
        "rtsp://h/x#a=1& | setting number 2: must be NAME=VALUE",
        "rtsp://h/x#a=1&=secret | setting number 2: must be NAME=VALUE",
        "rtsp://h/x#se cret=1 | setting number 1: must be NAME=VALUE",
        "rtsp://h/x#a=1#secret=2%2 | setting number 1: has a percent sign",
        "rtsp://h/x#a=1&b=%secret | setting number 2: has a percent sign",
        "rtsp://h/x#a=secret%0a | setting number 1: has a percent-encoded control character",
      })
  void whatIsNoAddressIsRefusedAndNotRepeated(String text, String problem) {
    assertThatThrownBy(() -> SourceAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("secret");
  }

  @Test
  void controlCharactersAreRefused() {
    assertThatThrownBy(() -> SourceAddress.parse("rtsp://u:a\nb@h/x"))
        .hasMessage("the address has control characters in it");
  }

  @Test
  void aHashWithinAValueIsPartOfIt() {
    assertThat(SourceAddress.parse("test:x#label=a#b").settings().text("label"))
        .isEqualTo(Optional.of("a#b"));
  }
}
