package dev.framecast.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links and pictures of the pages lead somewhere, and each page of docs can be found. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

  static List<Path> pages() throws IOException {
    return Pages.below("");
  }

  private static List<String> links(Path page) throws IOException {
    return LINK.matcher(Pages.prose(page).replaceAll("`[^`]*`", "code"))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.matches("(https?|mailto):.*"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void eachLinkLeadsToAFileAndAHeading(Path page) throws IOException {
    for (String link : links(page)) {
      String file = link.replaceFirst("#.*", "");
      Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
      assertThat(target).as("%s in %s", link, page).exists();
      if (link.contains("#")) {
        Path there = Files.isDirectory(target) ? target.resolve("README.md") : target;
        assertThat(anchors(there))
            .as("%s in %s", link, page)
            .contains(link.substring(link.indexOf('#') + 1));
      }
    }
  }

  /** By the rule of the sites that show such pages. */
  private static Set<String> anchors(Path page) throws IOException {
    Map<String, Integer> times = new HashMap<>();
    Set<String> anchors = new HashSet<>();
    for (MatchResult heading : HEADING.matcher(Pages.prose(page)).results().toList()) {
      String anchor =
          heading
              .group(1)
              .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int before = times.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  @Test
  void theIndexOfTheDocsHasEachOfThem() throws IOException {
    Path index = Pages.TOP.resolve("docs/README.md");
    Set<Path> listed = new HashSet<>();
    for (String link : links(index)) {
      listed.add(index.resolveSibling(link).normalize());
    }
    Stream<Path> docs =
        Pages.below("docs").stream()
            .filter(page -> !page.equals(index))
            .filter(page -> !page.toString().matches(".*/decisions/\\d.*"))
            .map(Path::normalize);
    assertThat(docs).allMatch(listed::contains);
  }
}
