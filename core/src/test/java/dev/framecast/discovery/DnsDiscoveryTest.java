package dev.framecast.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.framecast.discovery.testcamera.DnsCamera;
import dev.framecast.discovery.testcamera.OnvifCamera;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("try") // cameras that are there, and not asked by the test itself
class DnsDiscoveryTest extends OnLoopback {
  private static final String OTHER = "127.0.0.4";

  private DnsCamera camera(String name, int rtsp, String... text) {
    return new DnsCamera(OTHER, dnsPort, question -> DnsCamera.answer(question, name, rtsp, text));
  }

  @Test
  void whatSaysThatItHasRtspIsFoundAtTheAddressThatAnswered() throws Exception {
    try (DnsCamera camera = camera("Yard  camera\u001b[2J", 8554, "a=b", "path=media/1?x=y z")) {
      List<FoundCamera> found = onLoopback().build().find();

      assertThat(found).hasSize(1);
      assertThat(found.get(0).host()).isEqualTo(OTHER);
      assertThat(found.get(0).name()).isEqualTo("Yard camera [2J");
      assertThat(found.get(0).address()).isEqualTo("rtsp://127.0.0.4:8554/media/1?x=y%20z");
      assertThat(found.get(0).streams().get(0).description()).isEqualTo("RTSP");
      assertThat(found.get(0).problem()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"path=/live, /live", "PATH=live#x, /live", "other=1, /", "path=//evil/a, //evil/a"})
  void thePathIsThatOfItsText(String text, String path) throws Exception {
    try (DnsCamera camera = camera("Yard", 554, text)) {
      assertThat(onLoopback().build().find())
          .extracting(FoundCamera::address)
          .containsExactly("rtsp://127.0.0.4:554" + path);
    }
  }

  /** Answers what is asked by name with all there is, and what is asked at first with less. */
  private DnsCamera answering(UnaryOperator<byte[]> first) throws IOException {
    int length = DnsAnswer.question().length;
    return new DnsCamera(
        OTHER,
        dnsPort,
        question ->
            question.length == length
                ? first.apply(question)
                : DnsCamera.service(question, 8554, "path=live"));
  }

  @Test
  void whatAnAnswerHasNoRoomForIsAskedForByName() throws Exception {
    try (DnsCamera camera = answering(question -> DnsCamera.nameAlone(question, "Yard. back"))) {
      assertThat(onLoopback().build().find())
          .extracting(FoundCamera::name, FoundCamera::address)
          .containsExactly(tuple("Yard. back", "rtsp://127.0.0.4:8554/live"));
    }
  }

  @Test
  void aPathThatIsToldLaterTakesThePlaceOfNone() throws Exception {
    try (DnsCamera camera =
        answering(question -> withoutText(DnsCamera.answer(question, "Yard", 8554)))) {
      assertThat(onLoopback().enough(9).listen(Duration.ofMillis(900)).build().find())
          .extracting(FoundCamera::address)
          .containsExactly("rtsp://127.0.0.4:8554/live");
    }
  }

  /** Its type is one that is not read. */
  private static byte[] withoutText(byte[] answer) {
    for (int i = 12; i + 3 < answer.length; i++) {
      if (answer[i] == 0 && answer[i + 1] == 16 && answer[i + 2] == (byte) 0x80) {
        answer[i + 1] = 99;
      }
    }
    return answer;
  }

  @Test
  void aServiceThatSaysGoodbyeIsNotFound() throws Exception {
    try (DnsCamera camera = new DnsCamera(OTHER, dnsPort, DnsDiscoveryTest::goodbye)) {
      assertThat(onLoopback().listen(Duration.ofMillis(600)).build().find()).isEmpty();
    }
  }

  private static byte[] goodbye(byte[] question) {
    byte[] answer = DnsCamera.answer(question, "Yard", 554, "path=live");
    for (int i = 12; i + 5 < answer.length; i++) {
      if (answer[i] == (byte) 0x80 && answer[i + 1] == 1 && answer[i + 5] == 10) {
        answer[i + 5] = 0; // the time to live
      }
    }
    return answer;
  }

  @Test
  void whoIsFoundByOnvifIsNotFoundTwice() throws Exception {
    try (OnvifCamera onvif = new OnvifCamera(OTHER, port, script);
        DnsCamera camera = camera("Yard", 554, "path=live")) {
      assertThat(onLoopback().enough(2).build().find())
          .extracting(FoundCamera::name)
          .containsExactly("Front door");
    }
  }

  @Test
  void servicesAndDevicesOfOneHostAreCountedApart() throws Exception {
    script.devices = 16;
    try (OnvifCamera onvif = new OnvifCamera(OTHER, port, script);
        DnsCamera camera = camera("Yard", 554, "path=live");
        Probe probe = new Probe()) {
      assertThat(probe.on(NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress())))
          .isTrue();
      long until = System.nanoTime() + 2_000_000_000L;
      assertThat(probe.run(port, dnsPort, 17, until)).hasSize(16);
      assertThat(probe.services()).hasSize(1);
    }
  }

  @Test
  void manyServicesDoNotEndTheSearchForDevices() throws Exception {
    script.lost = 1;
    List<DnsCamera> crowd = new ArrayList<>();
    try (OnvifCamera late = new OnvifCamera(OTHER, port, script)) {
      for (int host = 20; host < 36; host++) {
        crowd.add(
            new DnsCamera(
                question ->
                    IntStream.range(600, 616)
                        .mapToObj(rtsp -> DnsCamera.answer(question, "Yard " + rtsp, rtsp))
                        .toList(),
                "127.0.0." + host,
                dnsPort));
      }
      assertThat(
              Discovery.builder()
                  .on(NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName())
                  .port(port)
                  .dnsPort(dnsPort)
                  .build()
                  .find())
          .hasSizeGreaterThan(100)
          .extracting(FoundCamera::name)
          .contains("Front door");
    } finally {
      crowd.forEach(DnsCamera::close);
    }
  }

  @Test
  void whatCannotBeReadFindsNothingAndHoldsUpNothing() throws Exception {
    Random random = new Random(7);
    byte[] noise = new byte[400];
    random.nextBytes(noise);
    try (DnsCamera broken =
            new DnsCamera(
                OTHER,
                dnsPort,
                question -> {
                  byte[] whole = DnsCamera.answer(question, "Yard", 554, "path=live");
                  return Arrays.copyOf(whole, whole.length - 3);
                });
        DnsCamera loud = new DnsCamera("127.0.0.5", dnsPort, question -> noise)) {
      assertThat(onLoopback().listen(Duration.ofMillis(600)).build().find()).isEmpty();
    }
  }

  @Test
  void aNameThatPointsAtItselfHasAnEnd() {
    byte[] answer = new byte[30];
    byte[] question = DnsAnswer.question();
    System.arraycopy(question, 0, answer, 0, 2);
    answer[2] = (byte) 0x84;
    answer[7] = 1;
    answer[12] = (byte) 0xC0;
    answer[13] = 12;
    assertThatThrownBy(() -> DnsAnswer.parse(answer, name -> false, (name, port, path) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no end");
  }

  @Test
  void anyBytesAreReadOrRefused() {
    Random random = new Random(9);
    byte[] whole = DnsCamera.answer(DnsAnswer.question(), "Yard", 554, "path=live");
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      byte[] broken =
          Arrays.copyOf(
              whole, random.nextInt(20) > 0 ? whole.length : random.nextInt(whole.length));
      for (int n = random.nextInt(4); n > 0 && broken.length > 2; n--) {
        broken[2 + random.nextInt(broken.length - 2)] = (byte) random.nextInt(256);
      }
      try {
        DnsAnswer.parse(broken, name -> false, (name, port, path) -> paths.add(path));
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("an answer of DNS");
      }
    }
    assertThat(paths).contains("live");
  }
}
