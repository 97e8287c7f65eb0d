package dev.framecast.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuessesTest {
  private final Guesses guesses = new Guesses();

  @Test
  void anAddressThatHasToWaitHasNoNameForgotten() {
    for (int i = 0; i < 100; i++) {
      guesses.begin("10.0.0." + i, "ann", 0);
    }
    assertThat(guesses.begin("10.1.0.1", "ann", 0)).isPositive();
    for (int i = 0; i < 30_000; i++) {
      guesses.begin("10.2.0.1", "made up " + i, 0);
    }
    assertThat(guesses.begin("10.1.0.2", "ann", 0)).isPositive();
  }

  @Test
  void namesThatAreTooLongShareACount() {
    String longName = "x".repeat(5_000);
    for (int i = 0; i < 100; i++) {
      guesses.begin("10.0.0." + i, longName + i, 0);
    }
    assertThat(guesses.begin("10.1.0.1", longName, 0)).isPositive();
    assertThat(guesses.begin("10.1.0.1", "ann", 0)).isZero();
  }

  @Test
  void whatIsNoAddressIsNotLookedUpAndCutShort() {
    for (int i = 0; i < 10; i++) {
      guesses.begin("host:" + "x".repeat(8_000) + i, "ann " + i, 0);
    }
    assertThat(guesses.begin("host:" + "x".repeat(9_000), "ann", 0)).isPositive();
    assertThat(guesses.begin("host:y", "ann", 0)).isZero();
  }
}
