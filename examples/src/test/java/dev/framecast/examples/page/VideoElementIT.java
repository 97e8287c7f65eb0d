package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.rtsp.RtspSource;
import dev.framecast.rtsp.testcamera.TestCamera;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WindowType;

/** Elements that show RTSP cameras' own video, in a page that is not ours. */
@Tag("real")
class VideoElementIT {
  private static final VideoClip CLIP = VideoClip.of(640, 360, 50);

  private final List<TestCamera> sources = new ArrayList<>();
  private PageStage stage;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    stage = new PageStage();
    browser = stage.browser;
    for (int i = 1; i <= 4; i++) {
      TestCamera source = new TestCamera(CLIP.clip().at(25));
      sources.add(source);
      stage.cameras.add("cam" + i, RtspSource.of(source.uri()));
    }
    DecoderCounts.begin(browser);
  }

  @AfterEach
  void stop() throws Exception {
    stage.close();
    for (TestCamera source : sources) {
      source.close();
    }
  }

  private void open(String script) {
    browser.open(stage.address("/cameras"));
    browser.run(
        """
        document.body.innerHTML = '';
        const icon = document.createElement('link');
        icon.rel = 'icon';
        icon.href = 'data:,';
        document.head.append(icon);
        for (let i = 1; i <= 4; i++) {
          const element = document.createElement('framecast-camera');
          element.id = `cam${i}`;
          document.body.append(element);
        }
        """
            + script
            + "return import('/wall/camera-element.js').then(() => 'there');");
  }

  private void awaitForms(String forms) {
    browser.await(
        forms,
        Duration.ofSeconds(20),
        () ->
            browser
                .text(
                    """
                    return [...document.querySelectorAll('framecast-camera')]
                        .map(({ dataset }) => dataset.state === 'live' ? dataset.form : dataset.state)
                        .join();
                    """)
                .equals(forms));
  }

  private double count(String name) {
    return DecoderCounts.count(browser, name);
  }

  private double open() {
    return DecoderCounts.open(browser);
  }

  @Test
  void whatIsNotSeenHasNoDecoderAndAllPicturesAreGivenBack() {
    open("");
    awaitForms("H.264,H.264,H.264,H.264");
    stage.await("decoders", () -> count("decoders") == 4);

    browser.run("document.getElementById('cam1').style.display = 'none'");
    stage.await("without the hidden one", () -> count("decoders") == 3);
    browser.run(
        "document.getElementById('cam2').style.cssText = 'position: absolute; top: 9000px'");
    stage.await("without the one out of sight", () -> count("decoders") == 2);
    browser.run("document.getElementById('cam3').remove()");
    stage.await("without the removed one", () -> count("decoders") == 1);
    browser.run("for (const id of ['cam1', 'cam2']) document.getElementById(id).style = ''");
    awaitForms("H.264,H.264,H.264");
    stage.await("decoders again", () -> count("decoders") == 3);
    browser.run(
        """
        const again = document.createElement('framecast-camera');
        again.setAttribute('camera', 'cam1');
        document.body.append(again);
        """);
    awaitForms("H.264,H.264,H.264,H.264");
    assertThat(count("decoders")).as("one for both elements of a camera").isEqualTo(3);
    stage.pass(Duration.ofSeconds(3));
    assertThat(open()).isLessThan(15);
    browser.run("document.body.innerHTML = ''");
    stage.await("no decoder", () -> count("decoders") == 0);
    stage.await("no picture", () -> open() == 0);
    assertThat(browser.complaints()).allMatch(one -> one.contains("/favicon.ico"));
  }

  @Test
  void aTabThatWasHiddenForHalfAMinuteShowsVideoAtOnceWhenItIsBack() {
    open("");
    awaitForms("H.264,H.264,H.264,H.264");
    browser.run(
        """
        window.firstPictures = {};
        let cameBack = NaN;
        document.addEventListener('visibilitychange', () => (cameBack = performance.now()));
        for (const element of document.querySelectorAll('framecast-camera')) {
          new MutationObserver(() => {
            if (!document.hidden && cameBack > 0) {
              window.firstPictures[element.id] ??= {
                after: performance.now() - cameBack,
                age: Number(element.dataset.ageMs),
              };
            }
          }).observe(element, { attributeFilter: ['data-sequence'] });
        }
        """);
    String page = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    stage.pass(Duration.ofSeconds(30));
    assertThat(stage.viewers()).isZero();
    browser.driver().switchTo().window(page);
    browser.driver().executeCdpCommand("Page.bringToFront", Map.of());
    awaitForms("H.264,H.264,H.264,H.264");
    System.out.println(
        "after 30 s hidden, the first pictures: "
            + browser.text("return JSON.stringify(window.firstPictures)"));
    stage.await("decoders", () -> count("decoders") == 4);
    assertThat(
            browser.number(
                """
                return Math.max(...Object.values(window.firstPictures).map(({ after }) => after));
                """))
        .isLessThan(3000);
    assertThat(browser.number("return Object.keys(window.firstPictures).length")).isEqualTo(4);
  }

  @Test
  void anElementFallsBackToJpegWhereTheBrowserDoesNotDecode() {
    browser.atTheBeginning("delete window.VideoDecoder;");
    open("");
    awaitForms("JPEG,JPEG,JPEG,JPEG");
  }

  /** Of minutes, if {@code framecast.minutes} says so; a moment else. */
  @Test
  void memoryAndPicturesDoNotGrowOnAScreenOfThreeTimesThePixels() {
    double minutes = Double.parseDouble(System.getProperty("framecast.minutes", "0.5"));
    browser
        .driver()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", 700, "height", 420, "deviceScaleFactor", 3, "mobile", false));
    open("");
    awaitForms("H.264,H.264,H.264,H.264");
    String widths =
        """
        return [...document.querySelectorAll('framecast-camera')]
            .map((one) => one.shadowRoot.querySelector('canvas').width).join();
        """;
    assertThat(browser.text("return devicePixelRatio + ': ' + " + widths.substring(7)))
        .as("pixels of 320 times 3, as far as there are so many")
        .isEqualTo("3: 640,640,640,640");
    stage.pass(Duration.ofSeconds(10));
    long begin = heap();
    long first = 0;
    long growth = 0;
    double decoded = count("decoded");
    double most = 0;
    for (int i = 0; i < 4; i++) {
      stage.pass(Duration.ofMillis(Math.round(minutes * 60_000 / 4)));
      most = Math.max(most, open());
      long all = browser.memory();
      first = i == 0 ? all : first;
      growth = all - first;
      System.out.printf(
          "elements with video: heap %d KB, the whole browser %d MB, %.0f pictures decoded, %.0f open,"
              + " %.0f decoders made%n",
          heap() / 1024, all / 1_000_000, count("decoded") - decoded, open(), count("made"));
    }
    assertThat(count("decoded") - decoded).isGreaterThan(minutes * 60 * 4 * 5);
    assertThat(most).as("pictures that are not given back").isLessThan(20);
    assertThat(heap() - begin).as("growth of the heap").isLessThan(2_000_000);
    assertThat(growth).as("growth of all memory since the first quarter").isLessThan(80_000_000);
    assertThat(count("made")).as("decoders that were made").isLessThan(30);
  }

  private long heap() {
    browser.driver().executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    Map<String, Object> usage =
        browser.driver().executeCdpCommand("Runtime.getHeapUsage", Map.of());
    return ((Number) usage.get("usedSize")).longValue();
  }
}
