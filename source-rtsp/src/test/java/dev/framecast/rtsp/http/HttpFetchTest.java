package dev.framecast.rtsp.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.rtsp.demux.SessionOptions;
import dev.framecast.rtsp.testcamera.HlsServer;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpFetchTest {

  private static HttpFetch fetch(String start) {
    return new HttpFetch(
        start, URI.create(start), null, SessionOptions.overTcp(Duration.ofSeconds(5)).client());
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/a, http://h:80/b, true",
    "http://h:80/a, http://h/b, true",
    "https://h:443/a, https://H/b, true",
    "http://h:8080/a, http://h/b, false",
    "http://h/a, http://g/b, false",
    "http://h/a, https://h/b, true",
    "http://h:80/a, https://h/b, true",
    "http://h:8080/a, https://h/b, false",
    "https://h/a, http://h/b, false",
    "http://h:443/a, https://h/b, true",
    "https://h/a, http://h:443/b, false",
  })
  void theLoginIsForTheSameHostAndPort(String start, String other, boolean own) {
    try (HttpFetch fetch = fetch(start)) {
      assertThat(fetch.isOwn(URI.create(other))).isEqualTo(own);
    }
  }

  private static List<String> sent(Cookies cookies, String uri) throws Exception {
    String all = cookies.of(URI.create(uri));
    return all == null ? List.of() : List.of(all);
  }

  private static void take(Cookies cookies, String uri, String set) throws Exception {
    cookies.take(URI.create(uri), List.of(set));
  }

  @Test
  void cookiesGoToTheirHostAlone() throws Exception {
    Cookies cookies = new Cookies();
    take(cookies, "http://127.0.0.1:81/live/v.m3u8", "a=1; Path=/");
    take(cookies, "https://cdn.example/v.m3u8", "b=2; Path=/; Secure");
    assertThat(sent(cookies, "http://127.0.0.1:81/0.ts")).containsExactly("a=1");
    assertThat(sent(cookies, "https://cdn.example/0.ts")).containsExactly("b=2");
    assertThat(sent(cookies, "http://cdn.example/0.ts")).isEmpty();
    assertThat(sent(cookies, "http://127.0.0.2/0.ts")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"http://127.0.0.1:81/", "https://cdn.example/", "http://[::1]:81/", "http://nas/"})
  void ofManyCookiesTheNewestAreKept(String uri) throws Exception {
    Cookies cookies = new Cookies();
    for (int i = 0; i < 1_000; i++) {
      take(cookies, uri, "c" + i + "=x; Path=/");
    }
    String all = String.join("; ", sent(cookies, uri));
    assertThat(all).contains("c999=x", "c980=x").doesNotContain("c1=x", "c900=x");
    assertThat(all.split("; ")).hasSizeBetween(Cookies.MOST / 2, Cookies.MOST);
  }

  @Test
  void aCookieLargerThanBrowsersKeepIsLeftOut() throws Exception {
    Cookies cookies = new Cookies();
    take(cookies, "http://h.example/", "a=" + "x".repeat(4_000) + "; Path=/");
    take(cookies, "http://h.example/", "b=" + "x".repeat(5_000) + "; Path=/");
    assertThat(sent(cookies, "http://h.example/")).singleElement().asString().startsWith("a=xxx");
    assertThat(String.join("", sent(cookies, "http://h.example/"))).doesNotContain("b=");
  }

  @Test
  @Timeout(60)
  void ofManyServersNotAllAreKeptConnected() throws Exception {
    List<HlsServer> servers = new ArrayList<>();
    try (HttpFetch fetch = fetch("http://127.0.0.1/v.m3u8")) {
      for (int i = 0; i < 3 * HttpConnections.MOST_FREE; i++) {
        HlsServer server = new HlsServer();
        servers.add(server);
        server.on("/0.ts", exchange -> exchange.sendResponseHeaders(200, -1));
        try (InputStream body = fetch.get(URI.create(server.uri("/0.ts")), 0, 0).body()) {
          assertThat(body.read()).isEqualTo(-1);
        }
        assertThat(fetch.connections()).isEqualTo(Math.min(i + 1, HttpConnections.MOST_FREE));
      }
    } finally {
      servers.forEach(HlsServer::close);
    }
  }
}
