package dev.framecast.discovery;

import static dev.framecast.discovery.testcamera.OnvifLogin.PASSWORD;
import static dev.framecast.discovery.testcamera.OnvifLogin.USER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.discovery.testcamera.OnvifCamera;
import dev.framecast.discovery.testcamera.OnvifLogin;
import dev.framecast.discovery.testcamera.OnvifScript;
import dev.framecast.source.http.Certificates;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes go out on the loopback interface alone, and to a port of each test's own. */
@SuppressWarnings("try") // cameras that are there, and not asked by the test itself
class DiscoveryTest {
  private static final String HOST = "127.0.0.2";

  @TempDir Path folder;

  private final int port = freePort();
  private final OnvifScript script = new OnvifScript();

  private static int freePort() {
    try (DatagramSocket socket = new DatagramSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Discovery.Builder onLoopback() {
    try {
      String lo = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
      return Discovery.builder()
          .on(lo)
          .port(port)
          .enough(1)
          .listen(Duration.ofSeconds(10))
          .timeout(Duration.ofSeconds(5));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<FoundCamera> found() throws Exception {
    return found(onLoopback());
  }

  private List<FoundCamera> found(Discovery.Builder builder) throws Exception {
    try (OnvifCamera camera = new OnvifCamera(HOST, port, script)) {
      return builder.build().find();
    }
  }

  private void assertWhole(List<FoundCamera> found) {
    assertThat(found).hasSize(1);
    FoundCamera camera = found.get(0);
    assertThat(camera.problem()).isEmpty();
    assertThat(camera.host()).isEqualTo(HOST);
    assertThat(camera.streams())
        .containsExactly(
            new FoundStream("rtsp://127.0.0.2:554/main", "H264", 1920, 1080),
            new FoundStream("rtsp://127.0.0.2:554/sub?a=1&b=2", "H264", 640, 360));
    assertThat(camera.snapshot()).isEqualTo("http://127.0.0.2/snap.jpg?ch=1&q=2");
  }

  @Test
  void aCameraIsFoundWithItsNameAndItsStreamsAtTheAddressThatAnswered() throws Exception {
    List<FoundCamera> found = found();

    assertWhole(found);
    assertThat(found.get(0).name()).isEqualTo("Front door");
    assertThat(found.get(0).login()).isFalse();
    assertThat(found.get(0).address())
        .isEqualTo("rtsp://127.0.0.2:554/main#subStream=rtsp://127.0.0.2:554/sub?a=1%26b=2");
  }

  @Test
  void whereNobodyAnswersNothingIsFound() throws Exception {
    assertThat(onLoopback().listen(Duration.ofMillis(500)).build().find()).isEmpty();
  }

  @Test
  void aCameraThatAnswersManyTimesIsFoundOnce() throws Exception {
    script.times = 3;

    assertWhole(found(onLoopback().enough(2).listen(Duration.ofMillis(700))));
  }

  @Test
  void twoCamerasAreTwo() throws Exception {
    OnvifScript second = new OnvifScript();
    second.uuid = "urn:uuid:2";
    try (OnvifCamera one = new OnvifCamera(HOST, port, script);
        OnvifCamera other = new OnvifCamera("127.0.0.3", port, second)) {
      assertThat(onLoopback().enough(2).build().find())
          .extracting(FoundCamera::host)
          .containsExactlyInAnyOrder(HOST, "127.0.0.3");
    }
  }

  @Test
  void aCameraThatNamesAnotherNetworksAddressIsAskedWhereItAnswered() throws Exception {
    OnvifScript wrong = new OnvifScript();
    try (OnvifCamera camera = new OnvifCamera(HOST, port, wrong)) {
      wrong.xaddrs =
          "https://10.255.0.1/onvif/device_service http://0.0.0.0:"
              + (camera.port() + "/onvif/device_service");

      assertWhole(onLoopback().build().find());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SOAP-ENV:", "ns1:"})
  void prefixesAreTheCamerasOwn(String prefix) throws Exception {
    script.prefix = prefix;

    assertWhole(found());
  }

  @Test
  void aCameraWithoutMedia2IsAskedByMedia1() throws Exception {
    script.media2 = false;

    assertWhole(found());
  }

  @Test
  void aCameraThatKnowsNoServicesIsAskedForItsCapabilities() throws Exception {
    script.services = false;

    assertWhole(found());
  }

  @Test
  void aMedia2ThatDoesNotWorkLeavesMedia1() throws Exception {
    script.media2Works = false;

    assertWhole(found());
  }

  @ParameterizedTest
  @EnumSource(names = {"TOKEN", "DIGEST"})
  void aLoginIsGivenInTheWayThatTheCameraWants(OnvifLogin way) throws Exception {
    script.login = way;
    script.skew = Duration.ofDays(-4000); // it was switched off, and thinks that it is long ago

    List<FoundCamera> found = found(onLoopback().login(USER, PASSWORD));

    assertWhole(found);
    assertThat(found.get(0).login()).isTrue();
    assertThat(found.get(0).address()).startsWith("rtsp://USER:PASSWORD@127.0.0.2:554/main#");
    assertThat(found.toString()).doesNotContain(PASSWORD);
  }

  @ParameterizedTest
  @EnumSource(names = {"TOKEN", "DIGEST", "BASIC"})
  void withoutALoginACameraThatWantsOneIsToldOf(OnvifLogin way) throws Exception {
    script.login = way;

    List<FoundCamera> found = found();

    assertThat(found).hasSize(1);
    assertThat(found.get(0).problem()).isEqualTo("wants a login");
    assertThat(found.get(0).login()).isTrue();
    assertThat(found.get(0).name()).isEqualTo("Front door");
  }

  @ParameterizedTest
  @EnumSource(names = {"TOKEN", "DIGEST"})
  void aWrongPasswordIsTriedOnceInEachWay(OnvifLogin way) throws Exception {
    script.login = way;
    try (OnvifCamera camera = new OnvifCamera(HOST, port, script)) {
      List<FoundCamera> found = onLoopback().login(USER, "wrong-password").build().find();

      assertThat(found).hasSize(1);
      assertThat(found.get(0).problem()).isEqualTo("refuses the login");
      assertThat(camera.heads().stream().filter(head -> head.contains("Authorization:")).count())
          .isEqualTo(way == OnvifLogin.DIGEST ? 1 : 0);
      assertThat(camera.heads().stream().filter(head -> head.contains("UsernameToken>")).count())
          .isEqualTo(1);
    }
  }

  @Test
  void whoHasRefusedTheLoginIsNotGivenItByTheNextSearch() throws Exception {
    script.login = OnvifLogin.TOKEN;
    Set<InetAddress> refused = ConcurrentHashMap.newKeySet();
    try (OnvifCamera camera = new OnvifCamera(HOST, port, script)) {
      Discovery discovery = onLoopback().login(USER, "wrong-password").build();

      assertThat(discovery.find(refused))
          .extracting(FoundCamera::problem)
          .containsExactly("refuses the login");
      assertThat(discovery.find(refused))
          .extracting(FoundCamera::problem)
          .containsExactly("wants a login");

      assertThat(camera.heads().stream().filter(head -> head.contains("UsernameToken>")).count())
          .isEqualTo(1);
    }
  }

  @Test
  void thePasswordItselfIsNeverSent() throws Exception {
    script.login = OnvifLogin.BASIC;
    try (OnvifCamera camera = new OnvifCamera(HOST, port, script)) {
      List<FoundCamera> found = onLoopback().login(USER, PASSWORD).build().find();

      assertThat(found.get(0).problem()).isEqualTo("refuses the login");
      assertThat(camera.heads()).isNotEmpty().noneMatch(head -> head.contains("Basic"));
    }
  }

  @Test
  void aRecordersChannelsAreCamerasOfTheirOwn() throws Exception {
    script.profiles =
        script.profile("p-main", "one", "H264", 1920, 1080, true)
            + script.profile("p-sub", "one", "H264", 640, 360, true)
            + script.profile("p-2", "two", "H265", 0, 0, true);

    List<FoundCamera> found = found();

    assertThat(found)
        .extracting(FoundCamera::name)
        .containsExactly("Front door lens one", "Front door lens two");
    assertThat(found).extracting(each -> each.streams().size()).containsExactly(2, 1);
  }

  @ParameterizedTest
  @CsvSource({"1920 640 352 176, 352", "1920 176 160, 176", "1920 1920, 0", "1920, 0", "0 0, 0"})
  void theSubStreamIsTheSmallestThatIsWideEnoughForATile(String widths, int sub) throws Exception {
    StringBuilder profiles = new StringBuilder();
    for (String width : widths.split(" ", -1)) {
      int pixels = Integer.parseInt(width);
      profiles.append(script.profile("p-" + width, "H264", pixels, pixels, true));
    }
    script.profiles = profiles.toString();

    List<FoundStream> streams = found().get(0).streams();

    assertThat(streams.size() == 1 ? 0 : streams.get(1).width()).isEqualTo(sub);
    assertThat(String.valueOf(streams.get(0).width())).isEqualTo(widths.split(" ", -1)[0]);
  }

  @Test
  void aCameraWithoutANameIsCalledByItsModel() throws Exception {
    script.scopes = "onvif://www.onvif.org/type/video_encoder";
    script.answers.put(
        "GetDeviceInformation",
        OnvifScript.http(
            200,
            "",
            "<E><Body><a><Manufacturer>Acme</Manufacturer><Model>X 1</Model></a></Body></E>"));

    assertThat(found()).extracting(FoundCamera::name).containsExactly("Acme X 1");
  }

  @Test
  void anAnswerThatComesByteByByteIsNotWaitedForAnyLonger() throws Exception {
    script.slow = Set.of("GetProfiles");

    assertThat(found(onLoopback().timeout(Duration.ofSeconds(1))))
        .extracting(FoundCamera::problem)
        .containsExactly("no answer in time (1000 ms)");
  }

  private List<FoundCamera> foundOverHttps(Discovery.Builder builder) throws Exception {
    script.tls = Certificates.make(folder, "-validity", "30").server();
    try (OnvifCamera camera = new OnvifCamera(HOST, port, script)) {
      script.xaddrs = "https://10.255.0.1:" + camera.port() + "/onvif/device_service";
      return builder.build().find();
    }
  }

  @Test
  void aCameraOverHttpsAloneIsAskedWhereAnyCertificateWillDo() throws Exception {
    script.login = OnvifLogin.DIGEST;

    assertWhole(foundOverHttps(onLoopback().insecure().login(USER, PASSWORD)));
  }

  @Test
  void aCameraWhoseCertificateIsNotTrustedIsToldOfAndSentNothing() throws Exception {
    assertThat(foundOverHttps(onLoopback()))
        .extracting(FoundCamera::problem)
        .containsExactly(
            "has its ONVIF service over https, with a certificate that this Java does not trust");
  }

  @Test
  void anAnswerOverHttpsThatComesByteByByteIsNotWaitedForAnyLonger() throws Exception {
    script.slow = Set.of("GetProfiles");

    assertThat(foundOverHttps(onLoopback().insecure().timeout(Duration.ofSeconds(3))))
        .extracting(FoundCamera::problem)
        .containsExactly("no answer in time (3000 ms)");
  }

  @Test
  void aServiceThatSpeaksNoTlsIsToldOf() throws Exception {
    try (OnvifCamera camera = new OnvifCamera(HOST, port, script)) {
      script.xaddrs = "https://10.255.0.1:" + camera.port() + "/onvif/device_service";

      assertThat(onLoopback().insecure().timeout(Duration.ofSeconds(2)).build().find())
          .extracting(FoundCamera::problem)
          .doesNotContain("");
    }
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
  void aLoginInAStreamsAddressIsLeftOut() throws Exception {
    script.main = "rtsp://admin:hidden@10.255.0.1/main#transport=udp";

    FoundCamera camera = found().get(0);

    assertThat(camera.streams().get(0).address()).isEqualTo("rtsp://127.0.0.2/main");
    assertThat(camera.toString()).doesNotContain("hidden");
  }

  @Test
  void aStreamsAddressHasNothingThatAShellOrAScreenMinds() throws Exception {
    script.main = "rtsp://h/a';rm x;'$(y)`z`\u202e\u009b b?q=\"\u00e9%20";

    assertThat(found().get(0).streams().get(0).address())
        .isEqualTo(
            "rtsp://127.0.0.2/a%27;rm%20x;%27%24(y)%60z%60%E2%80%AE%C2%9B%20b?q=%22%C3%A9%20");
  }

  @Test
  void anAnswerInChunksIsRead() throws Exception {
    String profiles = script.profile("p-main", "H264", 1920, 1080, true);
    String whole =
        "<e:Envelope xmlns:e=\"e\" xmlns:tt=\"t\"><e:Body>" + profiles + "</e:Body></e:Envelope>";
    String chunks =
        "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n3\r\n"
            + (whole.substring(0, 3) + "\r\n" + Integer.toHexString(whole.length() - 3))
            + (";x=y\r\n" + whole.substring(3) + "\r\n0\r\n\r\n");
    script.answers.put("GetProfiles", chunks.getBytes(UTF_8));

    assertThat(found().get(0).streams()).extracting(FoundStream::width).containsExactly(1920);
  }

  @Test
  void namesHaveNothingThatMovesACursor() throws Exception {
    script.scopes = "onvif://www.onvif.org/name/%1B[2JA%0Adoor%E2%80%AE" + "x".repeat(500);

    assertThat(found().get(0).name()).startsWith("[2JA door x").hasSize(64);
  }

  @Test
  void anInterfaceThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Discovery.builder().on("none7").build().find())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("interface \"none7\": must be one of [");
  }

  @Test
  void anInterruptEndsTheSearch() throws Exception {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> onLoopback().build().find()).isInstanceOf(InterruptedException.class);
  }
}
