package dev.framecast.examples.addresses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.framecast.source.FrameSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of addresses says what the sources really know. */
class AddressesPageTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/addresses.md"));
  }

  private static List<String> codes(String text) {
    return CODE.matcher(text).results().map(match -> match.group(1)).toList();
  }

  /** The cells of the table's row that begins with that scheme. */
  private static String[] row(String scheme) throws IOException {
    return page()
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", -1))
        .filter(cells -> cells.length == 6 && codes(cells[1]).contains(scheme))
        .findFirst()
        .orElseThrow();
  }

  private static String messageOf(String address) {
    return catchThrowable(() -> FrameSources.of(address)).getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp, rtsp://h/x",
    "rtsps, rtsps://h/x",
    "http, http://h/x",
    "https, https://h/x",
    "rtmp, rtmp://h/x",
    "rtmps, rtmps://h/x",
    "srt, srt://h:9000",
    "udp, udp://h:5000",
    "file, file:a.mp4",
    "webcam, webcam:0",
    "test, test:320x180@5",
    "scene, scene:door"
  })
  void eachSchemesSettingsAreThoseThatItKnows(String scheme, String address) throws IOException {
    String known = messageOf(address + "#nonsense=1").replaceFirst(".*must be one of ", "");
    assertThat(codes(row(scheme)[3])).containsExactly(known.split(", "));
    assertThat(page().lines().filter(line -> codes(line).size() > 0 && line.startsWith("| `")))
        .as("each setting is explained")
        .map(line -> codes(line).get(0))
        .contains(known.split(", "));
  }

  @Test
  void thereAreNoOtherSchemes() throws IOException {
    TreeSet<String> there = new TreeSet<>();
    Pattern.compile("([a-z][a-z0-9]*):[, ]")
        .matcher(messageOf("nonsense").replaceFirst(".*one of ", ""))
        .results()
        .map((MatchResult match) -> match.group(1))
        .forEach(there::add);
    there.remove("clock"); // the recipe's
    TreeSet<String> told = new TreeSet<>();
    page()
        .lines()
        .filter(line -> line.startsWith("| `") && line.contains("framecast-"))
        .flatMap(line -> codes(line.split("\\|", -1)[1]).stream())
        .forEach(told::add);
    assertThat(told).isEqualTo(there);
  }

  @Test
  void theExamplesAreUnderstood() throws IOException {
    String page = page();
    String first = page.substring(page.indexOf("```\n") + 4);
    Stream<String> examples = first.substring(0, first.indexOf("```")).lines().skip(2);
    assertThat(examples.map(FrameSources::of)).hasSize(4);
  }
}
