package dev.framecast.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeStampTest {
  private static final String CONVERSIONS = "aAbBdDeFGhHIjmMpRsSTuVyYzZ%";
  private static final ZonedDateTime TIME =
      ZonedDateTime.of(2026, 3, 5, 14, 7, 9, 250_000_000, ZoneId.of("Asia/Seoul"));

  /** What date(1) of GNU says in the C locale. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          %F %T       | 2026-03-05 14:07:09
          %d.%m.%y    | 05.03.26
          %e. %B %Y   | " 5. March 2026"
          %a %b %d    | Thu Mar 05
          %A %h       | Thursday Mar
          %I:%M:%S %p | 02:07:09 PM
          %R %D       | 14:07 03/05/26
          %H h %j     | 14 h 064
          %z %Z       | +0900 KST
          %s          | 1772687229
          %G-W%V-%u   | 2026-W10-4
          100 %% 'x'  | 100 % 'x'
          """)
  void theTextIsThatOfStrftime(String pattern, String text) {
    assertThat(TimeStamp.of(pattern).text(TIME)).isEqualTo(text);
  }

  @Test
  void eachConversionMayStandDirectlyBehindAnyOther() {
    for (int i = 0; i < CONVERSIONS.length(); i++) {
      for (int j = 0; j < CONVERSIONS.length(); j++) {
        String first = "%" + CONVERSIONS.charAt(i);
        String second = "%" + CONVERSIONS.charAt(j);
        assertThat(TimeStamp.of(first + second).text(TIME))
            .as("%s%s", first, second)
            .isEqualTo(TimeStamp.of(first).text(TIME) + TimeStamp.of(second).text(TIME));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          %q   | timestamp: a letter behind % must be one of %a
          %T % | timestamp: a letter behind % must be one of %a
          %5S  | timestamp: a letter behind % must be one of %a
          Tür  | timestamp: must be of ASCII
          """)
  void whatIsNotKnownIsRefused(String pattern, String problem) {
    assertThatThrownBy(() -> TimeStamp.of(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void aLongTextIsRefused() {
    assertThatThrownBy(() -> TimeStamp.of("x".repeat(81))).hasMessageContaining("at most 80");
    assertThat(TimeStamp.of("x".repeat(80)).text(TIME)).hasSize(80);
  }

  @Test
  void nothingIsNone() {
    assertThat(TimeStamp.of("")).isSameAs(TimeStamp.NONE);
    assertThat(TimeStamp.NONE.isNone()).isTrue();
    assertThat(TimeStamp.of("%T")).isEqualTo(TimeStamp.of("%T")).isNotEqualTo(TimeStamp.NONE);
  }
}
