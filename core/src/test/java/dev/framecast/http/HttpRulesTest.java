package dev.framecast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRulesTest {
  private static final HttpRules LOOPBACK = HttpRules.builder().hosts().build();
  private static final HttpRules NETWORK = HttpRules.builder().localNames().build();

  @ParameterizedTest
  @CsvSource({
    "localhost, true, true",
    "localhost:8080, true, true",
    "Localhost., true, true",
    "a.b.localhost, true, true",
    "127.0.0.1:80, true, true",
    "192.168.0.10, true, true",
    "[::1]:8080, true, true",
    "[fe80::1%eth0], true, true",
    "'', true, true",
    ", true, true",
    "nas, false, true",
    "nas:8080, false, true",
    "nas.local, false, true",
    "evil.example, false, false",
    "localhost.evil.example, false, false",
    "evillocalhost, false, true",
    "127.0.0.1.evil.example, false, false",
    "127.0.0.256, false, false",
    "1.2.3.4.5, false, false",
    "evil.example:80:80, false, false",
    "me@localhost, false, false",
    "localhost/x, false, false",
    "'localhost, evil.example', false, false",
    "notlocal., false, true",
    "evil.local.example, false, false",
    "[evil.example], false, false",
  })
  void whichHostsAreServed(String host, boolean onLoopback, boolean inTheNetwork) {
    assertThat(LOOPBACK.serves(host, false)).isEqualTo(onLoopback);
    assertThat(LOOPBACK.serves(host, true)).isEqualTo(onLoopback);
    assertThat(NETWORK.serves(host, false)).isEqualTo(inTheNetwork);
    assertThat(HttpRules.DEFAULT.serves(host, true)).isEqualTo(onLoopback);
    assertThat(HttpRules.DEFAULT.serves(host, false)).isTrue();
    assertThat(LOOPBACK.toBuilder().anyHost().build().serves(host, true)).isTrue();
  }

  @Test
  void namesAreAddedAloneOrWithAllBelowThem() {
    HttpRules rules = HttpRules.builder().hosts("Cams.example").hosts(".home.example").build();
    assertThat(rules.serves("cams.EXAMPLE:443", false)).isTrue();
    assertThat(rules.serves("x.cams.example", false)).isFalse();
    assertThat(rules.serves("home.example", false)).isTrue();
    assertThat(rules.serves("a.b.home.example", false)).isTrue();
    assertThat(rules.serves("evilhome.example", false)).isFalse();
    assertThat(HttpRules.DEFAULT.serves("cams.example", true)).as("unchanged").isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "http://cams.example", "cams.example:80", "a b", "a/b"})
  void whatIsNoNameIsRefused(String name) {
    assertThatThrownBy(() -> HttpRules.builder().hosts(name).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + name + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "null",
        "dash.example",
        "https://dash.example/",
        "https://d.example; sandbox",
        "https://"
      })
  void whatIsNoOriginIsRefused(String origin) {
    assertThatThrownBy(() -> HttpRules.builder().origins(origin).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + origin + "\"");
  }

  private static HttpAnswer.Content page(HttpRules rules, String... headers) {
    Map<String, String> sent = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      sent.put(headers[i], headers[i + 1]);
    }
    try (Cameras cameras = new Cameras()) {
      return (HttpAnswer.Content)
          new CameraHttp(cameras, rules).answer("GET", "", "/", null, sent::get, true);
    }
  }

  @Test
  void onlyNamedOriginsMayHaveThePageInAFrame() {
    assertThat(page(HttpRules.DEFAULT).headers().get("Content-Security-Policy"))
        .endsWith("; frame-ancestors 'self'");
    assertThat(
            page(HttpRules.builder().origins("https://b.example:81", "https://A.example").build())
                .headers()
                .get("Content-Security-Policy"))
        .endsWith("; frame-ancestors 'self' https://a.example https://b.example:81");
  }

  @Test
  void anOriginThatIsSaidCountsAndNotTheReferer() {
    HttpRules rules = HttpRules.builder().origins("https://a.example").build();
    String evil = "https://evil.example";
    assertThat(page(rules, "Origin", evil, "Referer", "https://a.example/").headers())
        .containsEntry("Cross-Origin-Resource-Policy", "same-site")
        .doesNotContainKey("Access-Control-Allow-Origin");
    assertThat(page(rules, "Origin", "null").headers())
        .containsEntry("Cross-Origin-Resource-Policy", "same-site");
    assertThat(page(rules, "Referer", "https://a.example.evil.example/").headers())
        .containsEntry("Cross-Origin-Resource-Policy", "same-site");
  }

  @Test
  void aStrangeHostIsToldHarmlessly() {
    HttpAnswer.Content refused = page(HttpRules.DEFAULT, "Host", "\u001b[31m<b>" + "x".repeat(500));
    assertThat(refused.status()).isEqualTo(421);
    assertThat(CameraHttpTest.text(refused).strip()).matches("[\\x20-\\x7E]{20,300}");
  }
}
