package dev.framecast.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FoundCameraTest {
  private static FoundCamera camera(boolean login, String... addresses) {
    List<FoundStream> streams =
        List.of(addresses).stream().map(each -> new FoundStream(each, "", 0, 0)).toList();
    return new FoundCamera("192.168.0.10", "", streams, "", login, "");
  }

  @Test
  void aLoginIsEncoded() {
    assertThat(camera(true, "rtsp://192.168.0.10/a").address("me", "p@ss/w%rd é$"))
        .isEqualTo("rtsp://me:p%40ss%2Fw%25rd%20%C3%A9%24@192.168.0.10/a");
  }

  @Test
  void aSubStreamOfTheSameHostHasTheLoginOfTheMainStream() {
    assertThat(camera(true, "rtsp://h:554/a", "rtsp://h:554/b%20c").address())
        .isEqualTo("rtsp://USER:PASSWORD@h:554/a#subStream=rtsp://h:554/b%2520c");
  }

  @Test
  void aSubStreamOfAnotherPortHasItsOwn() {
    assertThat(camera(true, "rtsp://h:554/a", "rtsp://h:555/b").address("me", "p%"))
        .isEqualTo("rtsp://me:p%25@h:554/a#subStream=rtsp://me:p%2525%40h:555/b");
  }

  @Test
  void withoutStreamsThereIsNoAddress() {
    assertThat(camera(true).address()).isEmpty();
  }

  @Test
  void itsTextHasNoSecret() {
    assertThat(camera(false, "rtsp://h/a?user=me&password=hidden").toString())
        .contains("rtsp://h/a")
        .doesNotContain("hidden");
  }
}
