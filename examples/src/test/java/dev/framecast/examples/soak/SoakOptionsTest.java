package dev.framecast.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SoakOptionsTest {

  @Test
  void whatIsNotGivenIsAnHourOfSixteenCamerasAndAHundredViewers() {
    assertThat(SoakOptions.parse(List.of(), 7))
        .hasToString("--minutes 60 --seed 7 --cameras 16 --viewers 100");
  }

  @Test
  void aPrintedLineStartsTheSameRunAgain() {
    SoakOptions options =
        SoakOptions.parse(List.of("--minutes", "4.5", "--viewers", "9", "--seed", "3"), 7);
    assertThat(SoakOptions.parse(List.of(options.toString().split(" ")), 8)).isEqualTo(options);
    assertThat(options.staying() + options.passing()).isEqualTo(9);
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> SoakOptions.parse(List.of("--minutes", "x"), 1))
        .hasMessage("--minutes x: must be a number");
    assertThatThrownBy(() -> SoakOptions.parse(List.of("--minutes", "0.5"), 1))
        .hasMessageContaining("--minutes 0.5: must be 1 to");
    assertThatThrownBy(() -> SoakOptions.parse(List.of("--cameras", "0"), 1))
        .hasMessageContaining("--cameras 0: must be 1 to");
    assertThatThrownBy(() -> SoakOptions.parse(List.of("--hours", "1"), 1))
        .hasMessageStartingWith("--hours: must be one of .ci/soak");
    assertThatThrownBy(() -> SoakOptions.parse(List.of("--seed"), 1))
        .hasMessageStartingWith("--seed: must be one of");
  }
}
