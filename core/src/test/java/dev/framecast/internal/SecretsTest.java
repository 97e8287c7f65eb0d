package dev.framecast.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rtsp://admin:geheim@10.0.0.7/h264 | rtsp://10.0.0.7/h264",
        "no route to rtsp://admin:p@ss@10.0.0.7:554/ ever | no route to rtsp://10.0.0.7:554/ ever",
        "http://cam/mjpeg?user=admin&pwd=geheim&size=2 | http://cam/mjpeg?user=***&pwd=***&size=2",
        "http://cam/?Token=geheim: refused | http://cam/?Token=***",
        "both rtsp://a:geheim@x/ and rtsp://b:geheim@y/ | both rtsp://x/ and rtsp://y/",
        "rtsp://admin:2024/geheim@host/a | rtsp://host/a",
        "http://admin:ge?h#eim@host/ is wrong | http://host/ is wrong",
        "rtsp://admin:pass geheim@host/ | rtsp://host/",
        "admin:geheim@10.0.0.7/a | 10.0.0.7/a",
        "door=admin:ge/heim@10.0.0.7 | door=10.0.0.7",
        "http://c/a?p=geheim&x=1 | http://c/a?p=***&x=1",
        "http://c/a?u=admin&p=geheim | http://c/a?u=***&p=***",
        "http://c/a?x=1&u=geheim | http://c/a?x=1&u=***",
        "http://c/a?usr=geheim&pw=geheim | http://c/a?usr=***&pw=***",
        "http://c/a?loginuse=geheim&loginpas=geheim | http://c/a?loginuse=***&loginpas=***",
        "http://c/a?-usr=geheim&sid=geheim | http://c/a?-usr=***&sid=***",
        "http://c/a?x=1;pwd=geheim&y=2 | http://c/a?x=1;pwd=***&y=2",
        "http://c/a?apikey=geheim&sessionId=geheim | http://c/a?apikey=***&sessionId=***",
        "http://c/a?X-Amz-Signature=geheim | http://c/a?X-Amz-Signature=***",
        "http://c/a?p%61ss=geheim&x=1 | http://c/a?p%61ss=***&x=1",
        "http://c/a?token=ge/he=im&b=1 | http://c/a?token=***&b=1",
        "rtsp://h/user=admin_password=geheim_channel=1_stream=0.sdp | rtsp://h/user=***",
        "http://h/user=admin_password=geheim_channel=1?x | http://h/user=***",
        "http://h/channel=1_user=admin_password=geheim | http://h/channel=1_user=***",
        "rtsp://h/u=geheim/ch0 | rtsp://h/u=***",
        "http://h/go?url=rtsp%3A%2F%2Fa%3Ageheim%40h%2Fx&b=1 | http://h/go?url=rtsp%3A%2F%2Fh%2Fx&b=1",
        "http://h/go?to=%2Fa%3Fpwd%3Dgeheim%26w%3D1 | http://h/go?to=%2Fa%3Fpwd%3D***%26w%3D1",
        "http://c/a?pwd=aa\"geheim&x=1 | http://c/a?pwd=***&x=1",
        "\"http://c/a?pwd=a'geheim\": must | \"http://c/a?pwd=***\": must",
        "password=geheim was refused | password=*** was refused",
        "rtsp:/admin:geheim@10.0.0.1/x (No such file) | rtsp:/10.0.0.1/x (No such file)",
        "//admin:geheim@10.0.0.1/x | //10.0.0.1/x",
        "answer {\"password\":\"geheim\",\"a\":1} | answer {\"password\":\"***\",\"a\":1}",
        "answer {'passwd' : 'geheim'} | answer {'passwd':'***'}",
        "<password>geheim</password> | <password>***</password>",
        "Authorization: Basic dXNlcjpnZWhlaW0= | Authorization: ***",
        "invalid value: \"Basic dXNlcjpnZWhlaW0=\" | invalid value: \"Basic ***\"",
        "\"Digest username=\"geheim\", response=\"geheim\"\" | \"Digest ***",
        "Bearer eyJhbGciOi.geheim.x-y_z0123 | Bearer ***",
      })
  void credentialsAreTakenOut(String text, String hidden) {
    assertThat(Secrets.hide(text))
        .startsWith(hidden)
        .doesNotContain("geheim")
        .doesNotContain("heim")
        .doesNotContain("p@ss");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code",
        "access_code",
        "account",
        "basic",
        "jwt",
        "hash",
        "pwhash",
        "digest",
        "ticket",
        "psk",
        "wifi_psk",
        "md5",
        "contrasena",
        "contrase%C3%B1a",
        "clave",
        "kennwort",
        "mdp",
        "senha",
        "wachtwoord"
      })
  void keysOfManyMakersAreKnown(String key) {
    assertThat(Secrets.hide("http://c/a?x=1&" + key + "=geheim&codec=h264"))
        .isEqualTo("http://c/a?x=1&" + key + "=***&codec=h264");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "must be http://host/path, with user:password@ if need be",
        "http://c/a?codec=h264&autoclave=1&basics=2",
        "code=404",
        "nobody answers at rtsp://10.0.0.7:554/stream",
        "http://cam/mjpeg?width=640&fps=5",
        "http://cam/mjpeg?channel=1&keyframe=2",
        "mail to root@example.org",
        "rtsp://10.0.0.7: told by root@example.org",
        "a login of a kind other than Basic or Digest",
        "Basic authentication is wanted",
        "a = b",
        "p=3 of n=7"
      })
  void otherTextStays(String text) {
    assertThat(Secrets.hide(text)).isEqualTo(text);
  }

  @Test
  void noSecretComesThroughWhateverStandsAroundIt() {
    Random random = new Random(11);
    String[] before = {"", "x ", "'", "\"", "at ", "(", "url=", "door="};
    String[] schemes = {"rtsp", "http", "RTSPS", "foo+bar"};
    String odd = "/?#:;=&@%\\'\"<>|_-. ";
    for (int i = 0; i < 20_000; i++) {
      // Two halves with anything between them, neither of which may be seen.
      String password =
          "geh" + odd.charAt(random.nextInt(odd.length())) + odd.charAt(random.nextInt(18)) + "eim";
      String text =
          before[random.nextInt(before.length)]
              + schemes[random.nextInt(schemes.length)]
              + "://admin:"
              + password
              + "@10.0.0."
              + random.nextInt(200)
              + "/live";
      assertThat(Secrets.hide(text)).as(text).doesNotContain("geh").doesNotContain("eim");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"://", "a:b", "%3A%2F%2F", "user=", "x=", "?", "Basic a", "Digest a=", "/u=", "%"})
  void longTextsTakeNoTimeAndEndInNoSecret(String piece) {
    String text = piece.repeat(100_000) + "://admin:geheim@h";
    assertThat(
            Assertions.assertTimeout(
                Duration.ofSeconds(2), () -> Secrets.hide(text) + Secrets.hide("x " + text)))
        .doesNotContain("geheim");
  }

  @Test
  void whatIsTooLongIsCutBetweenWords() {
    String text = "x".repeat(8_180) + " rtsp://admin:geheim@h/" + "y".repeat(100);
    assertThat(Secrets.hide(text)).isEqualTo("x".repeat(8_180) + "...");
  }
}
