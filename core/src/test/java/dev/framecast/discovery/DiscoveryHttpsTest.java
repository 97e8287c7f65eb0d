package dev.framecast.discovery;

import static dev.framecast.discovery.testcamera.OnvifLogin.PASSWORD;
import static dev.framecast.discovery.testcamera.OnvifLogin.USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.discovery.testcamera.OnvifCamera;
import dev.framecast.discovery.testcamera.OnvifLogin;
import dev.framecast.source.http.Certificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cameras that have ONVIF over https alone. */
@SuppressWarnings("try") // cameras that are there, and not asked by the test itself
class DiscoveryHttpsTest extends OnLoopback {
  @TempDir Path folder;

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
}
