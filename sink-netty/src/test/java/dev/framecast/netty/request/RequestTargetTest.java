package dev.framecast.netty.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTargetTest {

  @ParameterizedTest
  @CsvSource({
    "/a/b, /a/b, ",
    "/a?x=1&y=2, /a, x=1&y=2",
    "/a?, /a, ''",
    "/a?u=http://x/, /a, u=http://x/",
    "http://host:80/a?b, /a, b",
    "http://host, /, ",
    "*, *, "
  })
  void aTargetIsAPathAndAQuery(String uri, String path, String query) {
    RequestTarget target = RequestTarget.of(uri);
    assertThat(target.path()).isEqualTo(path);
    assertThat(target.query()).isEqualTo(query);
  }

  @Test
  void aPrefixEndsAtASlash() {
    assertThat(RequestTarget.of("/cams").isBelow("/cams")).isTrue();
    assertThat(RequestTarget.of("/cams/x").isBelow("/cams")).isTrue();
    assertThat(RequestTarget.of("/cams?x").isBelow("/cams")).isTrue();
    assertThat(RequestTarget.of("/camsx").isBelow("/cams")).isFalse();
    assertThat(RequestTarget.of("/x/cams").isBelow("/cams")).isFalse();
    assertThat(RequestTarget.of("/anything").isBelow("")).isTrue();
  }

  @Test
  void theHostOfAnAbsoluteFormCountsInPlaceOfTheHeaders() {
    assertThat(RequestTarget.of("http://evil.example/cameras").host()).isEqualTo("evil.example");
    assertThat(RequestTarget.of("http://evil.example:80").host()).isEqualTo("evil.example:80");
    assertThat(RequestTarget.of("/cameras?x=http://a/").host()).isNull();
  }
}
