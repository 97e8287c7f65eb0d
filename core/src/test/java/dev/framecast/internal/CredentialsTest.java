package dev.framecast.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.internal.Credentials.Protocol;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static final String ADDRESS = "/dir/index.html";
  private final Credentials mufasa =
      new Credentials(
          "Mufasa", "Circle of Life", () -> "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

  private static String answer(Credentials auth, List<String> challenges, String target) {
    Login login = new Login(auth, Protocol.HTTP);
    return login.refused(challenges) ? login.authorization("GET", target) : null;
  }

  private static String challenge(String algorithm) {
    return "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm="
        + algorithm
        + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
        + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
  }

  @Test
  void theExamplesOfRfc7616ComeOut() {
    assertThat(answer(mufasa, List.of(challenge("MD5")), ADDRESS))
        .contains("response=\"8ca523f5e9506fed4657c9700eebdbec\"")
        .contains("uri=\"/dir/index.html\"", "qop=auth", "nc=00000001", "algorithm=MD5")
        .contains("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
    assertThat(answer(mufasa, List.of(challenge("SHA-256")), ADDRESS))
        .contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"");
  }

  @Test
  void theExampleOfRfc2069WithoutQopComesOut() {
    Credentials auth = new Credentials("Mufasa", "CircleOfLife");
    String answer =
        answer(
            auth,
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
    assertThat(answer(mufasa, List.of(basic, challenge("MD5"), challenge("SHA-256")), ADDRESS))
        .contains("algorithm=SHA-256");
    assertThat(answer(mufasa, List.of(basic + ", " + challenge("MD5")), ADDRESS))
        .startsWith("Digest");
    assertThat(answer(mufasa, List.of(basic, challenge("SHA-3")), ADDRESS))
        .isEqualTo("Basic TXVmYXNhOkNpcmNsZSBvZiBMaWZl");
  }

  @Test
  void unknownKindsGetNoAnswer() {
    assertThat(answer(mufasa, List.of(), ADDRESS)).isNull();
    assertThat(answer(mufasa, List.of("Negotiate", "Bearer realm=\"x\""), ADDRESS)).isNull();
    assertThat(answer(mufasa, List.of("Digest realm=\"x\", nonce=\"y\", qop=auth-int"), ADDRESS))
        .isNull();
  }

  @Test
  void theQueryBelongsToTheAddress() {
    assertThat(answer(mufasa, List.of(challenge("MD5")), "/?a=b%20c"))
        .contains("uri=\"/?a=b%20c\"");
  }

  @Test
  void aLongRealmIsReadInOnePass() {
    for (String piece : List.of("x", "\\\"", "\\\\", "\", a=\"", " ", ", Digest ", "=")) {
      String realm = piece.repeat(100_000 / piece.length());
      String header = "Digest realm=\"" + realm + "\", nonce=\"n\"";
      String answer =
          Assertions.assertTimeout(
              Duration.ofSeconds(2), () -> answer(mufasa, List.of(header), ADDRESS));
      if (!piece.contains("a=")) {
        assertThat(answer).startsWith("Digest username=\"Mufasa\"").contains("nonce=\"n\"");
      }
    }
  }

  @Test
  void anyHeaderIsAnsweredOrNotButNeverThrows() {
    Random random = new Random(7);
    String[] pieces = {
      "Digest",
      "Basic",
      "Bearer",
      " ",
      ",",
      "=",
      "\"",
      "\\",
      "realm",
      "nonce",
      "qop",
      "auth",
      "algorithm",
      "MD5",
      "SHA-256-sess",
      "stale",
      "true",
      "x",
      "\u00fc",
      "\t",
      "opaque",
      "\u0000"
    };
    for (int i = 0; i < 50_000; i++) {
      StringBuilder header = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        header.append(pieces[random.nextInt(pieces.length)]);
      }
      String answer = answer(mufasa, List.of(header.toString()), ADDRESS);
      if (answer != null) {
        assertThat(answer).as(header.toString()).matches("[\\x20-\\x7E\\x80-\\xFF]+");
      }
    }
  }

  @Test
  void parametersBelongToTheirOwnChallenge() {
    assertThat(
            answer(
                mufasa,
                List.of("Bearer realm=\"b\", nonce=\"no\", Digest realm=IP Camera, nonce=\"yes\""),
                ADDRESS))
        .contains("realm=\"IP\"", "nonce=\"yes\"")
        .doesNotContain("\"no\"");
    assertThat(answer(mufasa, List.of("Bearer realm=\"b\", nonce=\"n\""), ADDRESS)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jos\u00e9", "\u0418\u0432\u0430\u043d", "a\r\nX: y", "\ud83d\udcf7"})
  void aNameBeyondAsciiIsToldInTheFormOfRfc7616(String user) {
    String answer = answer(new Credentials(user, "x"), List.of(challenge("SHA-256")), ADDRESS);
    assertThat(answer)
        .contains("username*=UTF-8''" + URLEncoder.encode(user, UTF_8).replace("+", "%20"))
        .matches("[\\x20-\\x7E]+");
  }

  @Test
  void aRealmIsHashedByteForByteAsItCame() {
    // As the JDK hands it on: a character for each byte, here of UTF-8.
    String realm = new String("T\u00fcr".getBytes(UTF_8), ISO_8859_1);
    String answer =
        answer(
            new Credentials("me", "x"),
            List.of("Digest realm=\"" + realm + "\", nonce=\"n\""),
            ADDRESS);
    assertThat(answer)
        .contains("response=\"" + md5(md5("me:T\u00fcr:x") + ":n:" + md5("GET:/dir/index.html")));
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
