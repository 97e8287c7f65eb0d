package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.framecast.examples.docs.Pages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The commands and the files of cameras that pages show are understood by the wall. */
class PagesCommandsTest {
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|[^\\s'])+");

  static List<Path> pages() throws IOException {
    return Pages.below("");
  }

  static List<Path> guides() throws IOException {
    return Pages.guides();
  }

  /** The words behind {@code ./wall}, as a shell has them. */
  private static String[] arguments(String line) {
    List<String> words = new ArrayList<>();
    WORD.matcher(line.replaceFirst("^ *\\./wall", "").replaceFirst(" # .*", ""))
        .results()
        .forEach(word -> words.add(word.group().replace("'", "")));
    return words.toArray(new String[0]);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void eachCommandIsUnderstood(Path page) throws IOException {
    for (String block : Pages.blocks(page, "sh")) {
      for (String line : block.replaceAll("\\\\\n", " ").lines().toList()) {
        if (line.strip().startsWith("./wall")) {
          assertThatCode(() -> parse(line)).as(line).doesNotThrowAnyException();
        }
      }
    }
  }

  private static void parse(String line) {
    CommandLine command = new CommandLine(new Wall()).setExpandAtFiles(false);
    ParseResult parsed = command.parseArgs(arguments(line));
    List<String> cameras = parsed.matchedOptionValue("--camera", List.of());
    for (int i = 0; i < cameras.size(); i++) {
      CameraArgument.parse(cameras.get(i), i + 1);
    }
  }

  @ParameterizedTest
  @MethodSource("guides")
  void eachFileOfCamerasIsUnderstood(Path page) throws IOException {
    for (String block : Pages.blocks(page, "properties")) {
      byte[] file = block.getBytes(StandardCharsets.UTF_8);
      assertThat(CameraFile.parse(file, Set.of()).keySet()).as(block).isNotEmpty();
    }
  }
}
