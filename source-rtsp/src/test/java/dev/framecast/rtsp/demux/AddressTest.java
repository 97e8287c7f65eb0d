package dev.framecast.rtsp.demux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.rtsp.RtspSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "rtsp://host/a, rtsp://host/a",
    "RTSP://host:554, rtsp://host:554",
    "rtsp://[::1]:8554/a, rtsp://[::1]:8554/a",
    "rtsp://admin:secret@host/a, rtsp://host/a",
    "rtsp://admin:s@cr;t%@host/a, rtsp://host/a",
    "rtsp://secret@host/a, rtsp://host/a",
    "rtsp://h/a?channel=1&password=secret&x=2, rtsp://h/a?channel=1&password=***&x=2",
    "rtsp://h/user=admin_password=secret_channel=1?x, rtsp://h/user=***",
    "rtsp://h/a?p=secret&u=secret, rtsp://h/a?p=***&u=***",
    "http://h/a?token=se/cr=et&b=1, http://h/a?token=***&b=1",
    "file:/tmp/a.mp4, /tmp/a.mp4",
    "file:///tmp/a.mp4, /tmp/a.mp4",
    "a.mp4, a.mp4",
    "C:\\a.mp4, C:\\a.mp4"
  })
  void theDescriptionHasNoSecrets(String uri, String description) {
    assertThat(RtspSource.of(uri).description()).isEqualTo(description);
    assertThat(RtspSource.of(uri).toString()).contains(description).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "rtsp://",
        "rtsp:host",
        "rtsp:///path",
        "ftp://secret:secret@host/",
        "udp://1.2.3.4",
        "rtsp://host:99999/",
        "rtsp://host:0/",
        "rtsp://admin:secret/1@host/a",
        "rtsp://admin:2024/secret@host/stream1",
        "rtsp://secret@host/a@b",
        "rtsp://admin:s@cr#secret@host/a",
        "http://admin:secret?x@host/a",
        "rtsp://ho st/",
        "rtsp://host/a\r\nX: y",
        "file:"
      })
  void whatIsNoAddressIsRefusedWithoutSecrets(String uri) {
    assertThatThrownBy(() -> RtspSource.of(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void theErrorNamesTheAddressAndWhatIsRight() {
    assertThatThrownBy(() -> RtspSource.of("ftp://host/a"))
        .hasMessage(
            "address \"ftp://host/a\": must be rtsp://, rtsps://, http:// or https:// with a host,"
                + " or a file");
  }

  @Test
  void credentialsAreEncodedForFfmpegAndShownToNobody() {
    Address address = Address.parse("rtsp://host:8554/a?b").withCredentials("us er", "p@:/?#%ü");
    assertThat(address.url()).isEqualTo("rtsp://us%20er:p%40%3A%2F%3F%23%25%C3%BC@host:8554/a?b");
    assertThat(address.toString()).isEqualTo("rtsp://host:8554/a?b");
  }

  @Test
  void credentialsAreGivenOnceAndNotForFiles() {
    assertThatThrownBy(() -> Address.parse("rtsp://a:secret@host/").withCredentials("b", "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> Address.parse("a.mp4").withCredentials("b", "secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void credentialsThatFfmpegWouldCutAreRefused() {
    assertThatThrownBy(() -> Address.parse("rtsp://host/").withCredentials("b", "x".repeat(126)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("xx");
  }
}
