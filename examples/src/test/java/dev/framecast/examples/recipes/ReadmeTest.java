package dev.framecast.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The READMEs' snippets are regions of compiled files, word for word. With {@code
 * -Dreadme.update=true} they are brought up to date instead.
 */
class ReadmeTest {
  private static final Path TOP = Path.of("..");
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- from (\\S+)#(\\w+) -->\n```java\n(.*?)```", Pattern.DOTALL);

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(TOP, 3)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().matches(".*/(target|node_modules|decisions)/.*"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyJavaSnippetIsARegionOfACompiledFile(Path file) throws IOException {
    String readme = Files.readString(file);
    Matcher snippets = SNIPPET.matcher(readme);
    String right = snippets.replaceAll(snippet -> Matcher.quoteReplacement(block(snippet)));
    if (Boolean.getBoolean("readme.update")) {
      Files.writeString(file, right);
      return;
    }
    assertThat(readme).isEqualTo(right);
    assertThat(readme.split("```java", -1))
        .as("snippets, one more than those with a file")
        .hasSize((int) SNIPPET.matcher(readme).results().count() + 1);
  }

  private static String block(MatchResult snippet) {
    return "<!-- from %s#%s -->\n```java\n%s\n```"
        .formatted(snippet.group(1), snippet.group(2), region(snippet.group(1), snippet.group(2)));
  }

  private static String region(String file, String tag) {
    try {
      String text = Files.readString(TOP.resolve(file));
      String begin = "// tag::" + tag + "[]\n";
      int from = text.indexOf(begin);
      int to = text.indexOf("// end::" + tag + "[]");
      assertThat(from).as("tag %s in %s", tag, file).isNotNegative();
      return text.substring(from + begin.length(), to).stripIndent().strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
