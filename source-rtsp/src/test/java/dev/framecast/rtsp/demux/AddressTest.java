package dev.framecast.rtsp.demux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.rtsp.RtspSource;
import dev.framecast.rtsp.wire.Target;
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
            "address \"ftp://host/a\": must be rtsp://, rtsps://, rtmp://, rtmps://, srt://, udp://, http:// or"
                + " https:// with a host, v4l2:/dev/videoN, or a file");
  }

  @Test
  void credentialsAreEncodedForFfmpegAndShownToNobody() {
    Address address = Address.parse("rtsp://host:8554/a?b").withCredentials("us er", "p@:/?#%ü");
    assertThat(address.url()).isEqualTo("rtsp://us%20er:p%40%3A%2F%3F%23%25%C3%BC@host:8554/a?b");
    assertThat(address.toString()).isEqualTo("rtsp://host:8554/a?b");
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://host/a, host, 554, 80, rtsp://host/a",
    "rtsp://host, host, 554, 80, rtsp://host",
    "rtsps://host/a, host, 322, 443, rtsps://host/a",
    "rtsp://host:80/a, host, 80, 80, rtsp://host:80/a",
    "rtsp://host:443/a, host, 443, 443, rtsp://host:443/a",
    "rtsp://host:554/a?x=:80, host, 554, 554, rtsp://host:554/a?x=:80",
    "rtsp://[::1]/a, ::1, 554, 80, rtsp://[::1]/a",
    "rtsp://[fe80::1%25eth0]:8554/a, fe80::1%25eth0, 8554, 8554, rtsp://[fe80::1%25eth0]:8554/a",
    "rtsp://front_door:8554/a_b, front_door, 8554, 8554, rtsp://front_door:8554/a_b",
  })
  void hostAndPortAreWhatConnectionsGoToAndRequestsName(
      String address, String host, int port, int tunnelPort, String uri) {
    Target target = Address.parse(address).target();
    assertThat(target.hostName()).isEqualTo(host);
    assertThat(target.portOr(false)).isEqualTo(port);
    assertThat(target.portOr(true)).isEqualTo(tunnelPort);
    assertThat(target.uri()).isEqualTo(uri);
    assertThat(target.user()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://us%40er:p%3Aw%40x@host/a, us@er, p:w@x",
    "rtsp://user%3Ax:p@host/a, user:x, p",
    "rtsp://user:p:w@host/a, user, p:w",
    "rtsp://user:100%@host/a, user, 100%",
    "rtsp://user:a+b%2Bc@host/a, user, a+b+c",
    "rtsp://user@host/a, user, ''",
  })
  void credentialsAreDecodedForTheCamera(String address, String user, String password) {
    Target target = Address.parse(address).target();
    assertThat(target.user()).isEqualTo(user);
    assertThat(target.password()).isEqualTo(password);
    assertThat(target.uri()).isEqualTo("rtsp://host/a");
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
