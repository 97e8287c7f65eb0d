package dev.framecast.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What docs/troubleshooting.md quotes as a message is one. Quoted are code spans behind the word
 * "says", and those in the first column of a table that has this word above it; three dots stand
 * for what changes.
 */
class TroubleshootingPageTest {
  private static final Path TOP = Path.of("..");
  private static final List<String> MODULES =
      List.of(
          "core",
          "source-rtsp",
          "source-webcam",
          "sink-netty",
          "sink-servlet",
          "integrations/micrometer",
          "integrations/relay-nats",
          "integrations/spring-boot-starter",
          "examples");

  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern SAYS = Pattern.compile("\\bsays ((?:`[^`]+`(?:, | or )?)+)");
  private static final Pattern TABLE =
      Pattern.compile("(?m)^\\| says \\|.*\n\\|[-|]+\n((?:\\|.*\n)+)");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

  @Test
  void eachMessageOnThePageIsInTheSources() throws IOException {
    List<String> sources = sources();
    assertThat(messages())
        .hasSizeGreaterThan(50)
        .allSatisfy(
            message -> assertThat(sources).as(message).anyMatch(source -> has(source, message)));
  }

  @Test
  void aMessageThatNobodyWritesIsMissed() throws IOException {
    assertThat(sources())
        .noneMatch(source -> has(source, "the camera has run out of film"))
        .noneMatch(source -> has(source, "no picture within ... years"));
  }

  private static boolean has(String source, String message) {
    return Stream.of(message.split("\\.\\.\\.", -1)).allMatch(source::contains);
  }

  private static List<String> messages() throws IOException {
    String page = Files.readString(TOP.resolve("docs/troubleshooting.md"));
    List<String> messages = new ArrayList<>();
    for (Matcher table = TABLE.matcher(page); table.find(); ) {
      table
          .group(1)
          .lines()
          .map(row -> row.split("\\|", -1)[1])
          .forEach(cell -> add(cell, messages));
    }
    for (Matcher says = SAYS.matcher(page.replaceAll("\\s+", " ")); says.find(); ) {
      add(says.group(1), messages);
    }
    return messages;
  }

  private static void add(String spans, List<String> messages) {
    SPAN.matcher(spans).results().map(span -> span.group(1)).forEach(messages::add);
  }

  /** What each file can say. */
  private static List<String> sources() throws IOException {
    List<String> all = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(TOP.resolve(module).resolve("src/main"))) {
        files
            .filter(file -> file.toString().matches(".*\\.(java|js|json|html)"))
            .map(TroubleshootingPageTest::words)
            .forEach(all::add);
      }
    }
    return all;
  }

  private static String words(Path file) {
    try {
      String text = Files.readString(file);
      return file.toString().endsWith(".java") ? literals(text) : text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its strings, one in each line; those that are put together of several are one. */
  private static String literals(String java) {
    String code =
        java.lines()
            .filter(line -> !line.strip().matches("(/?\\*|//).*"))
            .collect(Collectors.joining("\n"));
    return LITERAL
        .matcher(code.replaceAll("\"\\s*\\+\\s*\"", ""))
        .results()
        .map(literal -> literal.group(1).replace("\\\"", "\""))
        .collect(Collectors.joining("\n"));
  }
}
