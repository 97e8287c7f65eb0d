package dev.framecast.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.framecast.Cameras;
import dev.framecast.VideoSource;
import dev.framecast.discovery.CameraSearch;
import dev.framecast.discovery.Discovery;
import dev.framecast.netty.MjpegServer;
import dev.framecast.source.FrameSources;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the guides and the README say that is not Java. */
@Timeout(60)
class GuidesTest {
  /** Which nobody here has begin. */
  private static final CameraSearch ON_LOOPBACK =
      new CameraSearch(Discovery.builder().on("lo").build());

  private static final Pattern CAMERA_ADDRESS =
      Pattern.compile("`((?:rtsps?|webcam|file|test):[^`]+)`");

  private static final Pattern HTTP_ADDRESS =
      Pattern.compile("(?:src=\"/cams|http://127\\.0\\.0\\.1:8080)(/[^\"' \n]*)");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+?) \\|$");

  @Test
  void addressesOfCamerasAreUnderstood() throws IOException {
    List<String> addresses = new ArrayList<>();
    for (Path page : Pages.guides()) {
      CAMERA_ADDRESS
          .matcher(Pages.prose(page))
          .results()
          .forEach(address -> addresses.add(address.group(1)));
    }
    assertThat(addresses)
        .isNotEmpty()
        .allSatisfy(
            address -> assertThatCode(() -> FrameSources.of(address)).doesNotThrowAnyException());
  }

  /** Those that are asked for in blocks of shell and HTML, and those of the page of them. */
  private static Set<String> httpAddresses() throws IOException {
    Set<String> addresses =
        Pattern.compile("(?m)^\\| `GET (/[^`]*)`")
            .matcher(Files.readString(Pages.TOP.resolve("docs/http.md")))
            .results()
            .map(row -> row.group(1).replace("ID", "door").replaceFirst("\\?.*", ""))
            .collect(Collectors.toSet());
    for (Path page : Pages.below("docs")) {
      for (String language : List.of("sh", "html")) {
        for (String block : Pages.blocks(page, language)) {
          HTTP_ADDRESS.matcher(block).results().forEach(found -> addresses.add(found.group(1)));
        }
      }
    }
    return addresses;
  }

  @Test
  void addressesOfStreamsAndPicturesAreServed() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    try (Cameras cameras = new Cameras();
        MjpegServer server = MjpegServer.builder(cameras).port(0).search(ON_LOOPBACK).start()) {
      cameras.add("door", new VideoSource().rate(100, 25));
      cameras.add("yard", "test:320x180@20");
      assertThat(httpAddresses()).hasSizeGreaterThan(8);
      for (String address : httpAddresses()) {
        URI uri = server.uri().resolve(address);
        HttpResponse<InputStream> answer =
            client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
        answer.body().close();
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
      }
    }
  }

  /** The cells of the rows of tables. */
  private static Stream<List<String>> rows(String page) throws IOException {
    return ROW.matcher(Files.readString(Pages.TOP.resolve(page)))
        .results()
        .map(row -> Arrays.asList(row.group(1).split(" +\\| ", -1)));
  }

  @Test
  void theFiguresInTheReadmeAreThoseThatWereMeasured() throws IOException {
    List<List<String>> measured = rows("docs/benchmarks.md").toList();
    List<List<String>> told =
        rows("README.md").filter(row -> row.size() > 1 && row.get(1).matches("[0-9.]+")).toList();
    assertThat(told).hasSizeGreaterThan(4);
    for (List<String> row : told) {
      String server = row.get(0).replaceFirst(" \\(.*", "");
      List<String> there =
          measured.stream()
              .filter(cells -> cells.size() > 8 && cells.get(0).equals("50"))
              .filter(cells -> cells.get(1).equals(server))
              .findFirst()
              .orElseThrow(() -> new AssertionError("nothing was measured of " + server));
      Set<String> medians =
          there.stream().map(cell -> cell.replaceFirst(" .*", "")).collect(Collectors.toSet());
      assertThat(medians).as(server).containsAll(row.subList(1, row.size()));
    }
  }
}
