package dev.framecast.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's snippets are regions of compiled files, word for word. */
class ReadmeTest {
  private static final Path TOP = Path.of("..");
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- from (\\S+)#(\\w+) -->\\s*```java\\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyJavaSnippetIsARegionOfACompiledFile() throws IOException {
    String readme = Files.readString(TOP.resolve("README.md"));
    Matcher snippets = SNIPPET.matcher(readme);
    int count = 0;
    while (snippets.find()) {
      count++;
      assertThat(snippets.group(3).strip())
          .as(snippets.group(1))
          .isEqualTo(region(snippets.group(1), snippets.group(2)));
    }
    assertThat(readme.split("```java", -1)).as("snippets without a file").hasSize(count + 1);
    assertThat(count).isPositive();
  }

  private static String region(String file, String tag) throws IOException {
    String text = Files.readString(TOP.resolve(file));
    String begin = "// tag::" + tag + "[]\n";
    int from = text.indexOf(begin);
    int to = text.indexOf("// end::" + tag + "[]");
    assertThat(from).as("tag %s in %s", tag, file).isNotNegative();
    return text.substring(from + begin.length(), to).stripIndent().strip();
  }
}
