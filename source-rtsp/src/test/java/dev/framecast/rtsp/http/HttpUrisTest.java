package dev.framecast.rtsp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.source.SourceException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrisTest {
  @ParameterizedTest
  @CsvSource({
    "http://h/100%.ts, http://h/100%25.ts",
    "http://h/a%2gb%41%, http://h/a%252gb%41%25",
    "http://h/cam[1].ts?a[]=%zz, http://h/cam%5B1%5D.ts?a[]=%25zz",
    "http://[::1]:80/a[b, http://[::1]:80/a%5Bb",
    "http://h/a b|ä, http://h/a%20b%7C%C3%A4",
    "http://h?x=/[, http://h?x=/[",
    "HTTP://h:1/#[%, HTTP://h:1/"
  })
  void whatHttpDoesNotAllowIsEncoded(String text, String encoded) throws Exception {
    assertThat(HttpUris.parse(text, "x")).hasToString(encoded);
  }

  @ParameterizedTest
  @CsvSource({
    "cam[1].ts, http://h/a/cam%5B1%5D.ts",
    "50%/b.ts, http://h/a/50%25/b.ts",
    "/c[%20].ts, http://h/c%5B%20%5D.ts",
    "//[::2]/c, http://[::2]/c",
    "?token=1, http://h/a/b.m3u8?token=1",
    "?, http://h/a/b.m3u8?",
    "c?x=/d, http://h/a/c?x=/d"
  })
  void soItIsOfWhatAPlaylistNames(String text, String resolved) throws Exception {
    assertThat(HttpUris.resolve(HttpUris.parse("http://h/a/b.m3u8", "x"), text, "x"))
        .hasToString(resolved);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "file:/a", "http:///a", "http://a_b/", "http://[x/", "//h/a", "http://h%/"})
  void otherThanHttpOfAHostIsRefused(String text) {
    assertThatThrownBy(() -> HttpUris.parse(text, "x")).isInstanceOf(SourceException.class);
  }
}
