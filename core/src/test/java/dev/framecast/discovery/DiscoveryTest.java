package dev.framecast.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.discovery.testcamera.OnvifCamera;
import dev.framecast.discovery.testcamera.OnvifScript;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // cameras that are there, and not asked by the test itself
class DiscoveryTest extends OnLoopback {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://[fe80::1]:%d/onvif/device_service",
        "http://camera.local:%d/onvif/device_service"
      })
  void whateverHostACameraNamesItIsAskedWhereItAnswered(String address) throws Exception {
    try (OnvifCamera camera = new OnvifCamera(HOST, port, script)) {
      script.xaddrs = String.format(address, camera.port());

      assertWhole(onLoopback().build().find());
    }
  }

  @Test
  void aLoginInAStreamsAddressIsLeftOut() throws Exception {
    script.main = "rtsp://admin:hidden@10.255.0.1/main#transport=udp";

    FoundCamera camera = found().get(0);

    assertThat(camera.streams().get(0).address()).isEqualTo("rtsp://127.0.0.2/main");
    assertThat(camera.toString()).doesNotContain("hidden");
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
  void anInterfaceThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Discovery.builder().on("none7").build().find())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("interface \"none7\": must be one of [");
  }

  @Test
  void whereNoProbeCanBeSentThatIsTold() {
    assertThatThrownBy(() -> onLoopback().port(0).build().find()) // as good as a firewall
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("no probe could be sent");
  }

  @Test
  void anInterruptEndsTheSearch() throws Exception {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> onLoopback().build().find()).isInstanceOf(InterruptedException.class);
  }
}
