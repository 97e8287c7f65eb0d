package dev.framecast.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

  @ParameterizedTest
  @ValueSource(strings = {"secret", "with:colons:", " ", "grün", "\uD83D\uDE00", "x"})
  void aHashMatchesItsPasswordAndNoOther(String password) {
    PasswordHash hash = PasswordHash.parse(PasswordHash.of(password, 1_000).toString());
    assertThat(hash.matches(password)).isTrue();
    assertThat(hash.matches(password + "x")).isFalse();
    assertThat(hash.matches("")).isFalse();
    assertThat(hash.toString()).startsWith("pbkdf2-sha256$1000$");
  }

  @Test
  void aHashOfAnotherProgramIsUnderstood() {
    // Python: hashlib.pbkdf2_hmac("sha256", "grün".encode(), b"0123456789abcdef", 1000)
    String line =
        "pbkdf2-sha256$1000$MDEyMzQ1Njc4OWFiY2RlZg==$8ihHTnrCFwyy9zuFs2TWcs+Y3yrvujzgXEP8fiXV2RQ=";
    assertThat(PasswordHash.parse(line).matches("grün")).isTrue();
  }

  @Test
  void eachHashHasASaltOfItsOwn() {
    assertThat(PasswordHash.of("a", 1_000)).doesNotHaveToString(PasswordHash.of("a", 1_000) + "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "",
        "pbkdf2-sha256$1$MDEyMzQ1Njc4OWFiY2RlZg==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "pbkdf2-sha256$99999999$MDEyMzQ1Njc4OWFiY2RlZg==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "pbkdf2-sha256$1000$MDEyMzQ1Njc4OWFiY2RlZg==$secret",
        "pbkdf2-sha256$1000$=======$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "pbkdf2-sha256$1000$=========$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
      })
  void whatIsNoHashIsRefusedAndNotRepeated(String line) {
    assertThatThrownBy(() -> PasswordHash.parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void anEmptyPasswordIsNone() {
    assertThatThrownBy(() -> PasswordHash.of("")).hasMessageContaining("empty");
  }

  @Test
  void aPasswordWithANulBehindItIsAnotherOne() {
    assertThat(PasswordHash.of("secret", 1_000).matches("secret\0")).isFalse();
    assertThatThrownBy(() -> PasswordHash.of("secret\0")).hasMessageContaining("NUL");
  }
}
