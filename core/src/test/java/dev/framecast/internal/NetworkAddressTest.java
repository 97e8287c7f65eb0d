package dev.framecast.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkAddressTest {
  private static NetworkAddress parse(String text) {
    return NetworkAddress.parse(text, Set.of("rtsp", "http"), "must be rtsp:// or http://");
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://host, , '', host, -1, ''",
    "RTSP://host:554/a?b#c, , '', host, 554, /a?b",
    "http://me:secret@host/a, me, secret, host, -1, /a",
    "http://me@host/a, me, '', host, -1, /a",
    "http://me:se@cr:et@host:81?x, me, se@cr:et, host, 81, ?x",
    "http://m%65:a%2Fb+c@host/, me, a/b+c, host, -1, /",
    "http://me:100%@host/, me, 100%, host, -1, /",
    "http://me:pa ss\\@host/, me, 'pa ss\\', host, -1, /",
    "rtsp://me:x@[fe80::1%eth0]:8554/a, me, x, [fe80::1%eth0], 8554, /a",
    "http://host?a=b%40c, , '', host, -1, ?a=b%40c",
    "' http://host/my cam?pwd=a secret ', , '', host, -1, /my%20cam?pwd=a%20secret",
    "http://front_door/a|b, , '', front_door, -1, /a|b",
  })
  void anAddressIsTakenApart(
      String text, String user, String password, String host, int port, String target) {
    NetworkAddress address = parse(text);
    assertThat(address.user()).isEqualTo(user);
    assertThat(address.password()).isEqualTo(password);
    assertThat(address.host()).isEqualTo(host);
    assertThat(address.port()).isEqualTo(port);
    assertThat(address.target()).isEqualTo(target);
    assertThat(address.toString()).doesNotContain("secret", "se@cr", "pa ss");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://admin:2024/Secret@host/stream1",
        "http://admin:pa/Secret@host/",
        "http://admin:Secret?x@host/",
        "http://admin:Secret#x@host/",
        "http://admin:2024?Secret@host/",
        "http://a@b/Secret@host/",
        "http://host/a?user=Secret@b.com",
      })
  void whereTheresAnAtTooLateThePasswordIsToBeEncodedAndNothingIsQuoted(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has an @ behind the beginning of its path")
        .hasMessageContaining("@ as %40")
        .hasMessageContaining("credentials(user, password)")
        .hasMessageNotContainingAny("Secret", "2024", "admin", "host/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Secret",
        "rtsp:Secret",
        "admin:Secret@host",
        "rtsp://",
        "rtsp:///Secret",
        "rtsp://admin:Secret/",
        "rtsp://admin:99999/",
        "rtsp://admin:Secret@",
        "rtsp://admin:Secret@ho st/",
        "rtsp://admin:Sec\nret@host/",
        "ftp://host/?pwd=a Secret",
        "rtsp://host/a\r\nX: Secret",
        "ftp://me:Secret@host/?pwd=Secret",
        "http://host\\Secret/x",
      })
  void whatIsNoAddressIsRefusedWithoutItsSecrets(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContainingAny("Secret", "Sec\nret")
        .hasNoCause();
  }

  @Test
  void noPasswordIsEverSeenOrTakenForAnythingElse() {
    Random random = new Random(18);
    String odd = "/?#:;=&@%\\'\"<>|_-. [](){}+*!$,~^`é\u00fc日";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder password = new StringBuilder("Geh");
      for (int n = random.nextInt(4); n > 0; n--) {
        password.append(odd.charAt(random.nextInt(odd.length()))).append(random.nextInt(10));
      }
      password.append("Eim");
      String text = "rtsp://admin:" + password + "@host:554/stream";
      try {
        NetworkAddress address = parse(text);
        assertThat(address.host()).as(text).isEqualTo("host");
        assertThat(address.toString()).as(text).isEqualTo("rtsp://host:554/stream");
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).as(text).doesNotContain("Geh", "Eim", "admin");
      }
    }
  }
}
