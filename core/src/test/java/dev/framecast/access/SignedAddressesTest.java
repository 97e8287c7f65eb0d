package dev.framecast.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedAddressesTest {
  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);
  private static final byte[] NEXT = "fedcba9876543210fedcba9876543210".getBytes(US_ASCII);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String WRONG = "this address is not signed for that";

  private Instant now = Instant.ofEpochSecond(1_000_000);
  private final SignedAddresses signed = SignedAddresses.with("k1", KEY).at(() -> now);

  private Verdict ask(String target) {
    return Asking.verdict(signed, Asking.get(target));
  }

  private void isWrong(String target) {
    Verdict verdict = ask(target);
    assertThat(verdict.status()).as(target).isEqualTo(403);
    assertThat(verdict.reason()).as(target).isEqualTo(WRONG);
  }

  @Test
  void anAddressIsWhatItsCanonicalFormSays() {
    // printf 'framecast-signed-1\nGET\n/cameras/door/stream.mjpg\n\n1003600\nk1\n' |
    //   openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef -binary | basenc --base64url
    assertThat(signed.stream("door", HOUR))
        .isEqualTo(
            "cameras/door/stream.mjpg?exp=1003600&kid=k1&sig=yORbi-Spx7NRI-T7DAOuz70n0wVk7BZ8djiaIU6ea7k");
    assertThat(signed.endingStreams().page(List.of("door", "yard"), HOUR))
        .isEqualTo(
            "?only=door,yard&exp=1003600&kid=k1&end=1&sig=n3B_qCP_L_qoFSq2-RXsHL_GjIOx83ABqumC5YSfMFQ");
  }

  @Test
  void aRightOneIsAllowedItsCamerasUntilItExpires() {
    String stream = "/" + signed.stream("door", HOUR);
    assertThat(ask(stream).isAllowed()).isTrue();
    assertThat(ask(stream + "&width=320&fps=5&quality=50&x=y").isAllowed()).isTrue();
    assertThat(ask("/" + signed.snapshot("door", HOUR) + "&maxAge=1").isAllowed()).isTrue();
    assertThat(ask("/" + signed.streams(List.of("a", "b"), HOUR)).isAllowed()).isTrue();
    assertThat(ask(stream).until()).as("streams go on").isNull();
    now = now.plus(HOUR).minusSeconds(1);
    assertThat(ask(stream).isAllowed()).isTrue();
    now = now.plusSeconds(1);
    assertThat(ask(stream).status()).isEqualTo(403);
    assertThat(ask(stream).reason()).isEqualTo("this address has expired");
  }

  @Test
  void streamsEndAtTheExpiryIfAskedFor() {
    String stream = "/" + signed.endingStreams().stream("door", HOUR);
    assertThat(ask(stream).until()).isEqualTo(now.plus(HOUR));
    isWrong(stream.replace("&end=1", ""));
    isWrong(stream.replace("&end=1", "&end=0"));
    isWrong("/" + signed.stream("door", HOUR) + "&end=1");
  }

  @Test
  void aHeadIsAsGoodAsAGetAndNothingElseIs() {
    String target = signed.stream("door", HOUR);
    String query = target.substring(target.indexOf('?') + 1);
    for (String method : new String[] {"HEAD", "POST", "OPTIONS", "get"}) {
      AccessRequest request =
          new AccessRequest(method, "", "/cameras/door/stream.mjpg", query, name -> null);
      assertThat(Asking.verdict(signed, request).isAllowed()).isEqualTo(method.equals("HEAD"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/cameras/yard/stream.mjpg",
        "/cameras/door/snapshot.jpg",
        "/cameras/DOOR/stream.mjpg",
        "/Cameras/door/stream.mjpg",
        "/cameras/door/stream.MJPG",
        "/cameras/d%6For/stream.mjpg",
        "/cameras/door/stream%2emjpg",
        "/cameras/door;x/stream.mjpg",
        "/cameras/door/stream.mjpg;x",
        "//cameras/door/stream.mjpg",
        "/cameras//door/stream.mjpg",
        "/cameras/./door/stream.mjpg",
        "/cameras/yard/../door/stream.mjpg",
        "/cameras/door/stream.mjpg/",
        "/cameras/door/",
        "/cameras",
        "/streams.mjpg",
        "/",
        "",
        "/nothing"
      })
  void aSignatureIsGoodForNoOtherPath(String path) {
    String stream = signed.stream("door", HOUR);
    isWrong(path + stream.substring(stream.indexOf('?')));
    isWrong(path + stream.substring(stream.indexOf('?')) + "&ids=door");
    isWrong(path + stream.substring(stream.indexOf('?')) + "&only=door");
  }

  @ParameterizedTest
  @CsvSource({
    "exp=1003600, exp=1003601",
    "exp=1003600, exp=01003600",
    "exp=1003600, exp=+1003600",
    "exp=1003600, exp=99999999999999999999",
    "exp=1003600, exp=-1",
    "exp=1003600, exp=",
    "exp=1003600, x=1",
    "exp=1003600, exp=1003600&exp=1003600",
    "exp=1003600, exp=1003600&exp=1003601",
    "kid=k1, kid=k2",
    "kid=k1, kid=",
    "kid=k1, kid=k%31",
    "kid=k1, kid=k1&kid=k1",
    "kid=k1, kid",
    "sig=, sig=A",
    "sig=, sig=&sig=",
    "sig=, sig=x&sig=",
    "sig=, %73ig=x&sig=&sig=",
    "sig=, end=&sig=",
    "sig=, ids=%&sig=",
    "sig=, only=&sig="
  })
  void nothingOfItCanBeChanged(String before, String after) {
    String stream = "/" + signed.stream("door", HOUR);
    assertThat(stream).contains(before);
    isWrong(stream.replace(before, after));
  }

  @Test
  void signaturesOfAnotherLengthOrKeyAreWrong() {
    String stream = "/" + signed.stream("door", HOUR);
    isWrong(stream.substring(0, stream.length() - 1));
    isWrong(stream + "A");
    isWrong(stream + "=");
    isWrong(stream.substring(0, stream.indexOf("sig=")) + "sig=");
    isWrong(stream.substring(0, stream.indexOf("sig=")) + "sig=" + "A".repeat(43));
    isWrong("/" + SignedAddresses.with("k1", NEXT).stream("door", HOUR));
    isWrong("/" + SignedAddresses.with("k9", KEY).stream("door", HOUR));
  }

  @Test
  void idsAreSignedInTheirOrder() {
    String streams = "/" + signed.streams(List.of("door", "yard"), HOUR);
    assertThat(ask(streams.replace(",", "%2C")).isAllowed()).isTrue();
    isWrong(streams.replace("door,yard", "yard,door"));
    isWrong(streams.replace("door,yard", "door"));
    isWrong(streams.replace("door,yard", "door,yard,roof"));
    isWrong(streams.replace("door,yard", "door,yard&ids=roof"));
    isWrong(streams.replace("ids=", "only="));
    isWrong("/cameras/door/stream.mjpg" + streams.substring(streams.indexOf('?')));
  }

  @Test
  void aPagesSignatureIsGoodForAllThatThePageAsksForAndNoOtherCamera() {
    String query = signed.page(List.of("door", "yard"), HOUR);
    for (String path :
        List.of("/", "", "/cameras", "/cameras/door/stream.mjpg", "/cameras/roof/snapshot.jpg")) {
      assertThat(ask(path + query).isAllowed()).as(path).isTrue(); // of door and yard
    }
    assertThat(ask("/streams.mjpg" + query + "&ids=door&width=320").isAllowed()).isTrue();
    isWrong("/nothing" + query);
    isWrong("/cameras/" + query);
    isWrong("/" + query.replace("only=door,yard", "only=door"));
    isWrong("/streams.mjpg" + query.replace("only=door,yard", "ids=door,yard"));
  }

  @Test
  void withoutASignatureNothingIsSeenButThePagesScripts() {
    assertThat(ask("/cameras/door/stream.mjpg").reason()).isEmpty();
    assertThat(ask("/").status()).isEqualTo(403);
    assertThat(ask("/wall/camera-element.js").isAllowed()).isTrue();
  }

  @Test
  void aKeyCanBeReplacedWhileAddressesOfTheOneBeforeAreGood() {
    SignedAddresses rotated =
        SignedAddresses.with("k2", NEXT).orSignedWith("k1", KEY).at(() -> now);
    AccessRequest old = Asking.get("/" + signed.stream("door", HOUR));
    assertThat(Asking.verdict(rotated, old).isAllowed()).isTrue();
    assertThat(rotated.stream("door", HOUR)).contains("kid=k2");
    isWrong("/" + rotated.stream("door", HOUR));
  }

  @Test
  void whatCannotBeSignedIsRefused() {
    assertThatThrownBy(() -> SignedAddresses.with("k1", new byte[31]))
        .hasMessageContaining("31 bytes");
    assertThatThrownBy(() -> SignedAddresses.with("k 1", KEY)).hasMessageContaining("k 1");
    assertThatThrownBy(() -> signed.orSignedWith("k1", NEXT)).hasMessageContaining("already");
    assertThatThrownBy(() -> signed.stream("a/b", HOUR)).hasMessageContaining("a/b");
    assertThatThrownBy(() -> signed.stream("a", Duration.ZERO)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> signed.stream("a", Duration.ofSeconds(Long.MAX_VALUE)))
        .hasMessageContaining("1,000 years at most");
    assertThatThrownBy(() -> signed.page(List.of(), HOUR)).hasMessageContaining("one or more");
    assertThatThrownBy(() -> signed.page(List.of("a", "a"), HOUR)).hasMessageContaining("once");
  }
}
