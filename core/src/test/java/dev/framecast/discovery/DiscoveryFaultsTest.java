package dev.framecast.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.discovery.testcamera.OnvifCamera;
import dev.framecast.discovery.testcamera.OnvifScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that are broken, slow or hostile. */
@SuppressWarnings("try") // cameras that are there, and not asked by the test itself
class DiscoveryFaultsTest extends OnLoopback {
  @Test
  void anAnswerThatComesByteByByteIsNotWaitedForAnyLonger() throws Exception {
    script.slow = Set.of("GetProfiles");

    assertThat(found(onLoopback().timeout(Duration.ofSeconds(1))))
        .extracting(FoundCamera::problem)
        .containsExactly("no answer in time (1000 ms)");
  }

  @Test
  void aCameraThatFailsDoesNotKeepOthersAway() throws Exception {
    OnvifScript bad = new OnvifScript();
    bad.scopes = "onvif://www.onvif.org/name/Bad";
    bad.silent = Set.of("GetProfiles");
    try (OnvifCamera one = new OnvifCamera("127.0.0.3", port, bad)) {
      List<FoundCamera> found = found(onLoopback().enough(2).timeout(Duration.ofSeconds(1)));

      assertThat(found).hasSize(2);
      assertWhole(found.stream().filter(each -> each.host().equals(HOST)).toList());
      assertThat(found.stream().filter(each -> each.name().equals("Bad")))
          .extracting(FoundCamera::problem)
          .containsExactly("no answer in time (1000 ms)");
    }
  }

  @Test
  void anEmptyAnswerIsToldOf() throws Exception {
    script.answers.put("GetProfiles", OnvifScript.http(200, "", ""));

    assertThat(found()).extracting(FoundCamera::problem).containsExactly("answers with nothing");
  }

  @Test
  void aCameraWithoutVideoIsToldOf() throws Exception {
    script.profiles = "";

    assertThat(found())
        .extracting(FoundCamera::problem)
        .containsExactly("has no profile with video");
  }

  @Test
  void anAnswerThatIsTooLargeIsNotRead() throws Exception {
    script.answers.put("GetProfiles", OnvifScript.http(200, "", "<a>" + "x".repeat(2_000_000)));

    assertThat(found())
        .extracting(FoundCamera::problem)
        .containsExactly("the answer has more than 1048576 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY x \"xxxx\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>",
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/a.dtd\"><a/>",
        "not XML",
        "<a><b></a>"
      })
  void hostileXmlIsNotRead(String xml) throws Exception {
    script.answers.put("GetProfiles", OnvifScript.http(200, "", xml));

    assertThat(found())
        .extracting(FoundCamera::problem)
        .allMatch(problem -> problem.startsWith("the answer "))
        .hasSize(1);
  }

  @Test
  void aSilentHostThatIsManyDevicesKeepsNobodyElseAway() throws Exception {
    script.devices = 16;
    script.silent = Set.of("GetSystemDateAndTime");
    OnvifScript good = new OnvifScript();
    good.uuid = "urn:uuid:good";
    try (OnvifCamera other = new OnvifCamera("127.0.0.3", port, good)) {
      List<FoundCamera> found = found(onLoopback().enough(17).timeout(Duration.ofSeconds(1)));

      assertThat(found).hasSize(17);
      assertThat(found)
          .filteredOn(each -> each.host().equals(HOST))
          .extracting(FoundCamera::problem)
          .allMatch(
              problem ->
                  problem.matches("no answer in time \\(\\d+ ms\\)|could not be asked in time.*"))
          .anyMatch(problem -> problem.startsWith("could not"));
      assertThat(found)
          .filteredOn(each -> !each.host().equals(HOST))
          .allMatch(each -> each.problem().isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense, hung up without an answer",
    "nonsense||, the answer is not HTTP",
    "HTTP/1.1 2000 OK||, the answer is not HTTP",
    "HTTP/1.1 200 OK||, answers with nothing",
    "HTTP/1.1 200 OK|Content-Length: 9||<a>, the answer is no XML",
    "HTTP/1.1 200 OK|Content-Length: 999999999||, the answer has more than 1048576 bytes",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||zz|, the answer's chunks are none",
    "HTTP/1.1 200 OK|Transfer-Encoding: chunked||ffffff|<a>, the answer is no XML",
    "HTTP/1.1 500 No||, 'answers with 500, not with 200'",
  })
  void whatIsNoAnswerIsToldOf(String answer, String problem) throws Exception {
    script.answers.put("GetProfiles", answer.replace("|", "\r\n").getBytes(UTF_8));

    assertThat(found()).extracting(FoundCamera::problem).containsExactly(problem);
  }

  @Test
  void anEndlessHeadIsNotRead() throws Exception {
    String head = "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(100_000);
    script.answers.put("GetProfiles", head.getBytes(UTF_8));

    assertThat(found()).extracting(FoundCamera::problem).containsExactly("the answer is not HTTP");
  }

  @Test
  void deepXmlIsNotRead() throws Exception {
    script.answers.put("GetProfiles", OnvifScript.http(200, "", "<a>".repeat(100_000)));

    assertThat(found())
        .extracting(FoundCamera::problem)
        .containsExactly("the answer has too many elements, or too deep ones");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<a/>", "no XML", "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>"})
  void answersToAProbeThatAreNoneArePassedOver(String answer) throws Exception {
    script.probeAnswer = answer.getBytes(UTF_8);

    assertThat(found(onLoopback().listen(Duration.ofMillis(500)))).isEmpty();
  }

  @Test
  void oneHostIsNotAWholeNetwork() throws Exception {
    script.devices = 100;
    script.profiles = "";

    List<FoundCamera> found = found(onLoopback().enough(17).listen(Duration.ofSeconds(2)));

    assertThat(found).hasSize(16);
  }

  @Test
  void tenThousandProfilesAreTooMany() throws Exception {
    script.profiles =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "<Profiles token='" + i + "'><VideoSource/></Profiles>")
            .collect(Collectors.joining());

    assertThat(found())
        .extracting(FoundCamera::problem)
        .containsExactly("the answer has too many elements, or too deep ones");
  }

  @Test
  void ofTenThousandChannelsSomeAreAskedFor() throws Exception {
    script.profiles =
        IntStream.range(0, 6_000)
            .mapToObj(
                i ->
                    "<Profiles token='"
                        + (i + "'><VideoSource><SourceToken>" + i)
                        + "</SourceToken></VideoSource></Profiles>")
            .collect(Collectors.joining());

    List<FoundCamera> found = found();
    assertThat(found.subList(0, 64)).allMatch(each -> each.streams().size() == 1);
    assertThat(found.subList(64, found.size()))
        .extracting(FoundCamera::problem)
        .containsExactly("no more than 64 channels are known: it has more");
  }

  @Test
  void aRecorderThatFailsAtSomeChannelSaysHowManyAreKnown() throws Exception {
    script.profiles =
        IntStream.range(0, 4)
            .mapToObj(i -> script.profile("p" + i, "lens" + i, "H264", 640, 360, true))
            .collect(Collectors.joining());
    script.hangsUpAt = ">p2<";

    assertThat(found())
        .extracting(FoundCamera::problem)
        .startsWith("", "")
        .hasSize(3)
        .last()
        .asString()
        .startsWith("no more than 2 channels are known: ");
  }

  @Test
  void aNetworkOfSilentCamerasIsLeftInTime() throws Exception {
    script.silent = Set.of("GetSystemDateAndTime");
    List<OnvifCamera> cameras = new ArrayList<>();
    try {
      for (int i = 10; i < 50; i++) {
        OnvifScript each = new OnvifScript();
        each.silent = script.silent;
        cameras.add(new OnvifCamera("127.0.0." + i, port, each));
      }
      long begun = System.nanoTime();

      List<FoundCamera> found =
          onLoopback().enough(40).timeout(Duration.ofSeconds(1)).build().find();

      assertThat(found).hasSize(40).allMatch(each -> !each.problem().isEmpty());
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
    } finally {
      cameras.forEach(OnvifCamera::close);
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    script.answers.put(
        "GetProfiles", OnvifScript.http(302, "Location: http://127.0.0.1:9/\r\n", ""));

    assertThat(found())
        .extracting(FoundCamera::problem)
        .containsExactly("answers with 302, not with 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "", "http://10.0.0.1/", "rtsp://"})
  void aStreamThatIsNoneOfRtspIsToldOf(String address) throws Exception {
    script.main = address;

    FoundCamera camera = found().get(0);

    assertThat(camera.problem()).isEqualTo("main stream: names an address that is none of RTSP");
    assertThat(camera.streams()).extracting(FoundStream::width).containsExactly(640);
  }

  @Test
  void aStreamsAddressHasNothingThatAScreenMindsOrAShellInSingleQuotes() throws Exception {
    script.main = "rtsp://h/a';rm x;'$(y)`z`\u202e\u009b b?q=\"\u00e9%20";

    assertThat(found().get(0).streams().get(0).address())
        .isEqualTo(
            "rtsp://127.0.0.2/a%27%3Brm%20x%3B%27%24%28y%29%60z%60%E2%80%AE%C2%9B%20b?q=%22%C3%A9%20");
  }

  @Test
  void namesHaveNothingThatMovesACursor() throws Exception {
    script.scopes = "onvif://www.onvif.org/name/%1B[2JA%0Adoor%E2%80%AE" + "x".repeat(500);

    assertThat(found().get(0).name()).startsWith("[2JA door x").hasSize(64);
  }
}
