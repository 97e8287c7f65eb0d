package dev.framecast.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's pages, and what stands in them. */
public final class Pages {
  public static final Path TOP = Path.of("..");

  private static final Pattern BLOCK =
      Pattern.compile("^ *```(\\w*)\n(.*?)^ *```$", Pattern.DOTALL | Pattern.MULTILINE);

  private Pages() {}

  /** All of them, those of folders below the given one as well. */
  public static List<Path> below(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(TOP.resolve(folder), 4)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().matches(".*/(target|node_modules)/.*"))
          .sorted()
          .toList();
    }
  }

  /** The guides, and the README. */
  public static List<Path> guides() throws IOException {
    return Stream.concat(Stream.of(TOP.resolve("README.md")), below("docs/guides").stream())
        .toList();
  }

  /** The blocks of code of that language, empty for those without one. */
  public static List<String> blocks(Path page, String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(page))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** What is left of a page without its blocks of code. */
  public static String prose(Path page) throws IOException {
    Matcher blocks = BLOCK.matcher(Files.readString(page));
    return blocks.replaceAll("");
  }
}
