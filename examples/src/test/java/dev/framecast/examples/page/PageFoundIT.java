package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.discovery.CameraSearch;
import dev.framecast.discovery.Discovery;
import dev.framecast.discovery.testcamera.OnvifCamera;
import dev.framecast.discovery.testcamera.OnvifLogin;
import dev.framecast.discovery.testcamera.OnvifScript;
import dev.framecast.source.FrameSources;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/**
 * Cameras of the network, as the page shows them. Probes go out on the loopback interface alone.
 */
@Tag("real")
@SuppressWarnings("try") // cameras that are there, and not asked by the test itself
class PageFoundIT {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>";

  /** Of this run, so that cameras of others are told apart. */
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  private CameraSearch search;
  private PageStage stage;
  private Browser browser;

  @BeforeEach
  void aWall() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    search =
        new CameraSearch(
            Discovery.builder()
                .on(NetworkInterface.getByInetAddress(loopback).getName())
                .listen(Duration.ofSeconds(2))
                .build());
    stage = new PageStage(true, builder -> builder.search(search)).patterns(1, 640, 360, 10);
    browser = stage.browser;
  }

  @AfterEach
  void nothingWasComplainedOf() {
    try {
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.hosts()).containsExactly("127.0.0.1");
    } finally {
      stage.close();
      search.close();
    }
  }

  private OnvifScript script(String name, String label) {
    OnvifScript script = new OnvifScript();
    script.uuid = "urn:uuid:" + run + label;
    script.scopes = "onvif://www.onvif.org/name/" + name + "%20" + run;
    return script;
  }

  /** The items of this run: all that is shown, and the line. */
  private String items() {
    return browser.text(
        "return [...document.querySelectorAll('.found')].filter((item) => item.textContent.includes('"
            + run
            + "')).map((item) => item.textContent + ' | ' + (item.querySelector('input')?.value ??"
            + " '')).join('\\n')");
  }

  private void open() {
    stage.await(
        "the button", () -> browser.driver().findElement(By.id("found-button")).isDisplayed());
    browser.driver().findElement(By.id("found-button")).click();
  }

  private void awaitFound(String what) {
    browser.await("found", Duration.ofSeconds(30), () -> items().contains(what));
  }

  @Test
  void camerasAreShownWithTheirLinesAndOneThatIsThereWithoutOne() throws Exception {
    OnvifScript there = script("Hall", "hall");
    there.main = "rtsp://h:554/hall-" + run;
    OnvifScript locked = script("Yard", "yard");
    locked.login = OnvifLogin.DIGEST;
    try (OnvifCamera one = new OnvifCamera("127.0.0.4", OnvifCamera.PORT, script("Door", "door"));
        OnvifCamera two = new OnvifCamera("127.0.0.5", OnvifCamera.PORT, there);
        OnvifCamera three = new OnvifCamera("127.0.0.6", OnvifCamera.PORT, locked)) {
      stage.open("/");
      stage.cameras.add("hall", FrameSources.of("rtsp://a:b@127.0.0.5:554/hall-" + run));
      open();
      awaitFound("127.0.0.6");

      assertThat(items().lines())
          .anySatisfy(
              item ->
                  assertThat(item)
                      .startsWith("Door " + run + "127.0.0.4 · H264 1920x1080, H264 640x360")
                      .endsWith(
                          " | door-"
                              + run
                              + "=rtsp://127.0.0.4:554/main"
                              + "#subStream=rtsp://127.0.0.4:554/sub?a=1%26b=2"))
          .anySatisfy(
              item -> assertThat(item).startsWith("Hall " + run).endsWith("on this wall | "))
          .anySatisfy(
              item -> assertThat(item).startsWith("Yard " + run).endsWith("wants a login | "));
    }
  }

  @Test
  void whatADeviceCallsItselfIsText() throws Exception {
    String name = HOSTILE.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20");
    try (OnvifCamera one =
        new OnvifCamera("127.0.0.4", OnvifCamera.PORT, script(name.replace("=", "%3D"), "x"))) {
      stage.open("/");
      open();
      awaitFound("onerror");

      assertThat(items()).startsWith(HOSTILE + " " + run);
      assertThat(browser.text("return String(document.querySelectorAll('#found img').length)"))
          .isEqualTo("0");
    }
  }

  @Test
  void inKoreanTheProblemIsToldInKorean() throws Exception {
    OnvifScript locked = script("Yard", "yard");
    locked.login = OnvifLogin.TOKEN;
    try (OnvifCamera one = new OnvifCamera("127.0.0.4", OnvifCamera.PORT, locked)) {
      stage.open("/?lang=ko");
      open();
      awaitFound("로그인 필요");
    }
  }
}
