package dev.framecast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static List<Method> values() {
    return Stream.of(Limits.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> List.of(int.class, Duration.class).contains(method.getReturnType()))
        .toList();
  }

  private static String shown(Object value) {
    return value instanceof Duration duration
        ? duration.toSeconds() + " s"
        : String.format(Locale.ROOT, "%,d", (Integer) value);
  }

  @Test
  void theTableHasTheDefaultsOfAll() throws Exception {
    List<String> lines = Files.readAllLines(Path.of("..", "docs", "limits.md"));
    assertThat(values()).hasSize(14);
    for (Method value : values()) {
      String row = "| `" + value.getName() + "` | " + shown(value.invoke(Limits.DEFAULT)) + " |";
      assertThat(lines).as(row).anyMatch(line -> line.startsWith(row));
    }
  }

  @Test
  void eachIsSetByItsNameAndKeptByACopy() throws Exception {
    for (Method value : values()) {
      boolean isTime = value.getReturnType() == Duration.class;
      Object set = isTime ? (Object) Duration.ofSeconds(77) : (Object) 7_777;
      Limits.Builder builder = Limits.builder();
      Limits.Builder.class.getMethod(value.getName(), value.getReturnType()).invoke(builder, set);
      assertThat(value.invoke(builder.build().toBuilder().build()))
          .as(value.getName())
          .isEqualTo(set);
    }
  }

  @Test
  void limitsThatAreNoneAreRefused() {
    assertThatThrownBy(() -> Limits.builder().viewers(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("viewers 0: must be 1 or more");
    assertThatThrownBy(() -> Limits.builder().silence(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("silence PT0S: must be a millisecond to a day, such as PT10S");
  }
}
