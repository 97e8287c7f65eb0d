package dev.framecast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.options.Options;

class ArgumentsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Nonsense                 | Nonsense: no benchmark     | Ring1Alone, Ring2Together
          Ring1 Nonsense           | Nonsense: no benchmark     | Strategy4SlowCamera
          Ring(                    | Ring(: must be             | regular expression
          Ring1 -e Ring            | -e Ring: excludes all      | named
          -zz                      | -zz: z is not a recognized | -h lists
          -rf nope                 | NOPE                       | -lrf
          -p nosuch=1              | -p nosuch: none            | bytes, cameras
          -pnosuch=1               | -p nosuch: none            | bytes, cameras
          Ring1 -p cameras=1       | -p cameras: none           | bytes, kind
          -p kind=FOO              | -p kind=FOO: must be       | RING, VOLATILE_ARRAY
          Ring1 -p kind=RING,FOO   | -p kind=FOO: must be       | RING, VOLATILE_ARRAY
          Codec -p way=FRAMECAST   | -p way=FRAMECAST: must be  | for Codec
          -p bytes=many            | -p bytes=many: must be     | a number
          """)
  void whatCannotBeRunIsToldInOneLine(String line, String what, String right) {
    assertThatThrownBy(() -> Arguments.parse(line.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(what)
        .hasMessageContaining(right)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-l", "-lp", "-lprof", "-lrf", "-h"})
  void questionsAreForJmh(String option) {
    assertThat(Arguments.isQuestion(Arguments.parse(new String[] {option}))).isTrue();
  }

  @Test
  void whatCanBeRunIsNotHeldUp() {
    String line = "Strategy Codec1 -p way=FRAMECAST -p firstFps=0.25 -e Strategy2 -prof gc";
    assertThat(Arguments.isQuestion(Arguments.parse(line.split(" ")))).isFalse();
    assertThat(Arguments.parse(new String[0]).getIncludes()).isEmpty();
  }

  @Test
  void argumentsForTheJvmAreAddedToOurs() {
    Options options = Main.options(Arguments.parse(new String[] {"-jvmArgsAppend", "-Xmx99m"}));
    assertThat(options.getJvmArgsAppend().orElse(List.of()))
        .contains("-Djava.awt.headless=true", "-Xmx99m");
    assertThat(options.shouldFailOnError().orElse(false)).isTrue();
  }
}
