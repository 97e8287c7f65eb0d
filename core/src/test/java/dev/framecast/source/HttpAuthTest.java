package dev.framecast.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpAuthTest {
  private static final URI ADDRESS = URI.create("http://www.example.org/dir/index.html");
  private final HttpAuth mufasa =
      new HttpAuth(
          "Mufasa", "Circle of Life", () -> "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

  private static String challenge(String algorithm) {
    return "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm="
        + algorithm
        + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
        + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
  }

  @Test
  void theExamplesOfRfc7616ComeOut() {
    assertThat(mufasa.answer(List.of(challenge("MD5")), ADDRESS))
        .contains("response=\"8ca523f5e9506fed4657c9700eebdbec\"")
        .contains("uri=\"/dir/index.html\"", "qop=auth", "nc=00000001", "algorithm=MD5")
        .contains("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
    assertThat(mufasa.answer(List.of(challenge("SHA-256")), ADDRESS))
        .contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"");
  }

  @Test
  void theExampleOfRfc2069WithoutQopComesOut() {
    HttpAuth auth = new HttpAuth("Mufasa", "CircleOfLife");
    String answer =
        auth.answer(
            List.of(
                "Digest realm=\"testrealm@host.com\","
                    + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
                    + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\""),
            ADDRESS);
    assertThat(answer)
        .contains("response=\"1949323746fe6a43ef61f9606e7febea\"")
        .doesNotContain("qop", "cnonce", "algorithm");
  }

  @Test
  void theStrongestOfferIsTaken() {
    String basic = "Basic realm=\"a, Digest nonce=1\"";
    assertThat(mufasa.answer(List.of(basic, challenge("MD5"), challenge("SHA-256")), ADDRESS))
        .contains("algorithm=SHA-256");
    assertThat(mufasa.answer(List.of(basic + ", " + challenge("MD5")), ADDRESS))
        .startsWith("Digest");
    assertThat(mufasa.answer(List.of(basic, challenge("SHA-512-256")), ADDRESS))
        .isEqualTo("Basic TXVmYXNhOkNpcmNsZSBvZiBMaWZl");
  }

  @Test
  void unknownKindsGetNoAnswer() {
    assertThat(mufasa.answer(List.of(), ADDRESS)).isNull();
    assertThat(mufasa.answer(List.of("Negotiate", "Bearer realm=\"x\""), ADDRESS)).isNull();
    assertThat(mufasa.answer(List.of("Digest realm=\"x\", nonce=\"y\", qop=auth-int"), ADDRESS))
        .isNull();
  }

  @Test
  void theQueryBelongsToTheAddress() {
    assertThat(mufasa.answer(List.of(challenge("MD5")), URI.create("http://h?a=b%20c")))
        .contains("uri=\"/?a=b%20c\"");
  }
}
