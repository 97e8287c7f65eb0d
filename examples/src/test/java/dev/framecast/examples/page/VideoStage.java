package dev.framecast.examples.page;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A {@link VideoServer}, and a browser that counts decoders and pictures. */
final class VideoStage implements AutoCloseable {
  final VideoServer server;
  final Browser browser;
  final PageTiles tiles;

  VideoStage(List<VideoCamera> cameras) throws IOException {
    this(cameras, "");
  }

  /** With a script of its own that runs in the worker. */
  VideoStage(List<VideoCamera> cameras, String workerScript) throws IOException {
    server = new VideoServer(DecoderCounts.IN_WORKER + workerScript, cameras);
    try {
      browser = new Browser(false);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    tiles = new PageTiles(browser);
    browser.atTheBeginning(DecoderCounts.IN_PAGE);
  }

  /** So many cameras of one clip: cam1 and on. */
  static List<VideoCamera> cameras(int count, VideoClip clip, double fps) {
    List<VideoCamera> all = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      all.add(new VideoCamera("cam" + i, clip, fps));
    }
    return all;
  }

  VideoStage open(String path) {
    browser.open(server.address(path));
    return awaitAllLive();
  }

  VideoStage awaitAllLive() {
    await("all tiles live", () -> tiles.allAre("live"));
    return this;
  }

  void await(String what, java.util.function.BooleanSupplier condition) {
    browser.await(what, Duration.ofSeconds(20), condition);
  }

  /**
   * One of the worker's counts: decoders that are open, decoders that were made, units that were
   * given, and pictures that were decoded.
   */
  double count(String name) {
    return browser.number("return counts[arguments[0]] ?? -1", name);
  }

  /** Pictures that came out of decoders and were not given back, of a moment ago. */
  double open() {
    return browser.number("return counts.frames - closedHere");
  }

  /** Looks at each picture that is painted from now on: how old it is, and what it is. */
  void watch() {
    browser.run(
        """
        const seen = window.painted = [];
        for (const tile of document.querySelectorAll('li.tile')) {
          const { dataset } = tile;
          const note = () => seen.push({
            id: dataset.camera,
            at: performance.now(),
            age: Number(dataset.ageMs),
            sequence: Number(dataset.sequence),
            form: dataset.form,
          });
          new MutationObserver(note).observe(tile, { attributeFilter: ['data-sequence'] });
        }
        """);
  }

  /**
   * Up to the end of the last pass(): the longest time in which nothing was painted of a camera
   * that was not older than that.
   */
  double longestWithout(String id, int age) {
    return browser.number(
        """
        const times = painted.filter((one) => one.id === arguments[0] && one.age <= arguments[1])
            .map((one) => one.at)
            .filter((at) => at <= until);
        const ends = [...times, until];
        return Math.max(...ends.map((at, i) => at - (ends[i - 1] ?? painted[0].at)));
        """,
        id,
        age);
  }

  /** How often a picture was painted that is older than the one before it. */
  double stepsBack() {
    return browser.number(
        """
        const last = {};
        return painted.filter(({ id, sequence }) => {
          const back = sequence < (last[id] ?? 0);
          last[id] = sequence;
          return back;
        }).length;
        """);
  }

  /** The ages of what was painted, the youngest first. */
  @SuppressWarnings("unchecked")
  List<Double> ages() {
    List<Number> all =
        (List<Number>) browser.run("return painted.map((one) => one.age).sort((a, b) => a - b)");
    return all.stream().map(Number::doubleValue).toList();
  }

  /** What a tile's picture is: H.264 or JPEG. */
  String form(String id) {
    return browser.text(
        "return document.querySelector(`li.tile[data-camera=\"${arguments[0]}\"]`)?.dataset.form",
        id);
  }

  boolean allAreOf(String form) {
    return tiles.ids().stream().allMatch(id -> form.equals(form(id)));
  }

  /** The page's thread is slower by that factor. */
  void throttle(double factor) {
    browser.driver().executeCdpCommand("Emulation.setCPUThrottlingRate", Map.of("rate", factor));
  }

  /** The time that the page has been there. */
  double millis() {
    return browser.number("return performance.now()");
  }

  void pass(Duration time) {
    double until = millis() + time.toMillis();
    browser.run("window.until = arguments[0]", until);
    browser.await(time + " to pass", time.plusSeconds(30), () -> millis() >= until);
  }

  @Override
  public void close() throws IOException {
    try {
      browser.close();
    } finally {
      server.close();
    }
  }
}
