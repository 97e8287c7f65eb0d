package dev.framecast.discovery;

import static dev.framecast.discovery.testcamera.OnvifLogin.PASSWORD;
import static dev.framecast.discovery.testcamera.OnvifLogin.USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.discovery.testcamera.OnvifCamera;
import dev.framecast.discovery.testcamera.OnvifLogin;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is given a login, in which way, and how often. */
@SuppressWarnings("try") // cameras that are there, and not asked by the test itself
class DiscoveryLoginTest extends OnLoopback {
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
          .containsExactly("refuses the login");

      assertThat(camera.heads().stream().filter(head -> head.contains("UsernameToken>")).count())
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TOKEN", "DIGEST"})
  void whatThisUserMayNotIsNoRefusalOfTheLogin(OnvifLogin way) throws Exception {
    script.login = way;
    script.scopes = "";
    script.forbidden = Set.of("GetSnapshotUri", "GetDeviceInformation");
    script.profiles =
        script.profile("p-main", "a", "H264", 1920, 1080, true)
            + script.profile("p-other", "b", "H264", 1920, 1080, true);
    Set<InetAddress> refused = ConcurrentHashMap.newKeySet();
    try (OnvifCamera camera = new OnvifCamera(HOST, port, script)) {
      Discovery discovery = onLoopback().login(USER, PASSWORD).build();
      for (int search = 0; search < 2; search++) {
        assertThat(discovery.find(refused))
            .hasSize(2)
            .allMatch(each -> each.streams().size() == 1 && each.problem().isEmpty());
      }
      assertThat(refused).isEmpty();
      assertThat(camera.heads()).isNotEmpty();
    }
  }

  @Test
  void aCameraThatHangsUpBehindARefusalHasRefusedTheLogin() throws Exception {
    script.login = OnvifLogin.DIGEST;
    Set<InetAddress> refused = ConcurrentHashMap.newKeySet();
    script.hangsUpAt = "UsernameToken>";
    try (OnvifCamera camera = new OnvifCamera(HOST, port, script)) {
      Discovery discovery = onLoopback().login(USER, "wrong-password").build();
      assertThat(discovery.find(refused)).hasSize(1);
      assertThat(refused).hasSize(1);
      assertThat(camera.heads()).anyMatch(head -> head.contains("Authorization: Digest"));
    }
  }

  @Test
  void aHostThatIsManyDevicesIsGivenALoginThatItRefusesOnce() throws Exception {
    script.login = OnvifLogin.TOKEN;
    script.devices = 16;
    try (OnvifCamera camera = new OnvifCamera(HOST, port, script)) {
      List<FoundCamera> found =
          onLoopback().enough(16).login(USER, "wrong-password").build().find();

      assertThat(found).hasSize(16);
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
}
