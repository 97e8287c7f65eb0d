package dev.framecast.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAccessTest {
  private static final String TOKEN = "abcdefghijklmnopqrstuvwxyz";
  private static final String KIOSK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private final TokenAccess access =
      TokenAccess.of(TOKEN).with(KIOSK, Verdict.allowOnly("door").user("kiosk"));

  private Verdict ask(String target, String... headers) {
    return Asking.verdict(access, Asking.get(target, headers));
  }

  @Test
  void whoeverHasATokenIsAllowedWhatBelongsToIt() {
    assertThat(ask("/", "Authorization", "Bearer " + TOKEN).cameras()).isNull();
    assertThat(ask("/", "Authorization", "bearer " + KIOSK).user()).isEqualTo("kiosk");
    assertThat(ask("/", "Authorization", "Bearer " + TOKEN).cookie())
        .as("nobody has asked for a cookie")
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer wrong",
    "Authorization, Bearer",
    "Authorization, Bearer abcdefghijklmnopqrstuvwxyzz",
    "Authorization, Basic abcdefghijklmnopqrstuvwxyz",
    "Cookie, framecast-token=abcdefghijklmnopqrstuvwxyz",
    "Cookie, framecast-token=!",
    "Cookie, framecast-token=",
    "Cookie, ;;;",
    "X-Token, abcdefghijklmnopqrstuvwxyz"
  })
  void nobodyElseIs(String header, String value) {
    Verdict verdict = ask("/?token=" + TOKEN + "&access_token=" + TOKEN, header, value);
    assertThat(verdict.status()).isEqualTo(401);
    assertThat(verdict.challenges().get(0)).startsWith("Bearer realm=\"cameras\"");
  }

  @Test
  void theFormGetsACookieWhichIsNotTheToken() {
    Verdict login = ask("/", "Authorization", "Bearer " + KIOSK, TokenAccess.LOGIN, "1");
    assertThat(login.cookie())
        .matches(
            "framecast-token=[\\w-]{43}; Path=/cams; Max-Age=2592000; HttpOnly; SameSite=Strict;"
                + " Secure")
        .doesNotContain(KIOSK);
    String pair = login.cookie().substring(0, login.cookie().indexOf(';'));
    assertThat(ask("/cameras", "Cookie", "a=b; " + pair + "; c=d").user()).isEqualTo("kiosk");
    assertThat(Asking.verdict(TokenAccess.of(TOKEN), Asking.get("/", "Cookie", pair)).isAllowed())
        .as("where the token is none any more")
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "with blanks with blanks", "grüngrüngrüngrüngrün"})
  void whatIsNoTokenIsRefusedAndNotRepeated(String token) {
    assertThatThrownBy(() -> TokenAccess.of(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20 to 500")
        .hasMessageNotContaining("blanks");
  }

  @Test
  void aNewTokenIsOne() {
    String token = TokenAccess.newToken();
    assertThat(token).hasSize(43).isNotEqualTo(TokenAccess.newToken());
    assertThat(
            Asking.verdict(
                    TokenAccess.of(token), Asking.get("/", "Authorization", "Bearer " + token))
                .isAllowed())
        .isTrue();
  }
}
