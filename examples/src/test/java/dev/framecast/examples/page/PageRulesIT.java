package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page's modules that need no page, each asked by itself. */
@Tag("real")
class PageRulesIT {
  private static PageStage stage;

  @BeforeAll
  static void aBrowser() throws IOException {
    stage = new PageStage();
    stage.browser.open(stage.address("/cameras"));
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  /** Runs a function's body with a module of the page's. */
  private static Object with(String module, String script) {
    return stage.browser.run(
        """
        const page = await (await fetch('/')).text();
        const folder = /src="(wall\\/[^/]+\\/)/.exec(page)[1];
        const module = await import('/' + folder + arguments[0]);
        return new Function('module', arguments[1])(module);
        """,
        module,
        script);
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 0, 0",
    "-1, 0, 0",
    "0, 0, 0",
    "'abc', 0, 0",
    "'', 0, 0",
    "'640.5', 641, 640.5",
    "'0.3333333', 1, 0.333",
    "1e9, 65535, 1000",
    "1e-9, 1, 0.001",
    "Infinity, 65535, 1000"
  })
  void whateverTheNumberIsTheServerTakesWhatIsAsked(String value, String pixels, String fps) {
    assertThat(with("address.js", "return String(module.pixels('" + value + "'))"))
        .isEqualTo(pixels);
    assertThat(with("address.js", "return String(module.perSecond('" + value + "'))"))
        .isEqualTo(fps);
    String address =
        (String)
            with(
                "address.js",
                "return module.streams('/', [{ id: 'a', width: Number('"
                    + value
                    + "'), fps: Number('"
                    + value
                    + "') }])[0]");
    assertThat(address)
        .matches("/streams\\.mjpg\\?ids=a(&width=[0-9]{1,5})?(&fps=[0-9]{1,4}(\\.[0-9]{1,6})?)?");
  }

  @ParameterizedTest
  @CsvSource({"60, 1, 4000", "160, 3, 4000", "300, 3, 8000", "500, 1, 8000"})
  void manyCamerasAreAskedForInFewRequestsThatAreNotTooLong(int count, int number, int longest) {
    List<?> addresses =
        (List<?>)
            with(
                "address.js",
                "const requests = Array.from({ length: "
                    + count
                    + " }, (x, i) => ({ id: 'c'.repeat(60) + i, width: 320, fps: 5 }));"
                    + "return module.streams('http://host/', requests, true)");
    assertThat(addresses).hasSize(number);
    assertThat(addresses).allMatch(one -> ((String) one).length() <= longest);
    assertThat(addresses).allMatch(one -> ((String) one).endsWith("width=320&fps=5"));
  }

  @Test
  void whatIsThereOfVideoIsToldAndNothingOfJpegs() {
    String script =
        "return module.streams('http://host/', [{ id: 'a', form: 'video', after: '1.7' },"
            + " { id: 'b', form: '%s', after: '2.9' }], false).join()";
    assertThat(with("address.js", script.formatted("video")))
        .isEqualTo("http://host/streams.mjpg?ids=a,b&form=video&after=1.7,2.9");
    assertThat(with("address.js", script.formatted("jpeg")))
        .isEqualTo("http://host/streams.mjpg?ids=a,b&form=video,jpeg&after=1.7,");
  }

  @Test
  void aWidthIsOneOfTheCamerasOwnLadder() {
    String script = "return [100, 322, 450, 5000].map((one) => module.step(one, %s)).join()";
    assertThat(with("demand.js", script.formatted("{ width: 1280, widths: [160, 320, 640] }")))
        .isEqualTo("160,320,640,0");
    assertThat(with("demand.js", script.formatted("{ width: 640, widths: [480, 640] }")))
        .isEqualTo("480,480,480,0");
    assertThat(with("demand.js", script.formatted("{ width: 640, widths: [] }")))
        .isEqualTo("0,0,0,0");
    String unseen = "streams: [{ width: 0 }, { width: 640 }]";
    assertThat(
            with(
                "demand.js", script.formatted("{ width: 640, widths: [480, 640], " + unseen + "}")))
        .as("of a camera whose main stream has not been seen")
        .isEqualTo("480,480,480,0");
    assertThat(
            with(
                "demand.js",
                "return module.step(630, { width: 640, widths: [640], " + unseen + " }) + ''"))
        .as("and not the main stream, which is what 0 means")
        .isEqualTo("640");
  }

  private static String reading(String changes) {
    return (String)
        with(
            "reading.js",
            """
            const watch = {
              id: 'a', known: true, answering: true, silence: '', problem: '', linked: true,
              now: 100000, paintedFor: 10, last: { at: 99900 }, slatesSince: NaN, width: 320,
              paused: false, visible: true, fps: 0, wantedFor: 5000,
              status: { state: 'LIVE', at: 99950, fps: 10, renditions: [] },
            };
            %s;
            const { state, what, why } = module.read(watch);
            return [state, what, why].join(' | ');
            """
                .formatted(changes));
  }

  @Test
  void aSlateWhileTheCameraIsLiveSaysWhatIsWrongWithItsSize() {
    String old = "watch.last.at = 90000; watch.slatesSince = 90100;";
    assertThat(reading("")).isEqualTo("live |  | ");
    assertThat(reading(old))
        .isEqualTo(
            "stalled | no picture for 10 s"
                + " | the camera is live, but the server has no picture of it in this size");
    assertThat(
            reading(
                old
                    + "watch.status.renditions = [{ width: 0, problem: 'x' },"
                    + "{ width: 320, problem: 'it cannot be scaled' }, { width: 640 }]"))
        .endsWith("the camera is live, but not in this size: it cannot be scaled");
    assertThat(reading(old + "watch.status.renditions = [{ width: 320, problem: null }]"))
        .endsWith("the server has no picture of it in this size");
    assertThat(reading(old + "watch.status.at = 90050"))
        .as("the server has not said yet that it stalled")
        .endsWith("the camera sends no pictures");
  }

  @Test
  void theReasonIsToldWithAndWithoutTheCamerasAddress() {
    String down =
        "watch.last = null; watch.status.state = 'BACKOFF'; watch.status.retryMillis = 0;";
    assertThat(reading(down + "watch.status.source = 'rtsp'; watch.status.lastError = 'no route'"))
        .endsWith("no route; trying now");
    assertThat(
            reading(
                down
                    + "watch.status.source = 'rtsp://host/a';"
                    + "watch.status.lastError = 'rtsp://host/a: no route'"))
        .endsWith("no route; trying now");
  }

  @Test
  void aSilentServerIsNotSaidToBeGoneWhilePicturesCome() {
    assertThat(reading("watch.answering = false; watch.last.at = 98000")).startsWith("late");
    assertThat(
            reading("watch.answering = false; watch.paintedFor = 5000; watch.silence = 'no (401)'"))
        .startsWith("unreachable")
        .endsWith("no (401); trying again");
  }

  @Test
  void whatWasLateIsLiveAgainOnlyAfterAWhileAndALongerOneEachTime() {
    assertThat(
            with(
                "steady.js",
                """
                const steady = new module.Steady();
                const states = [];
                for (let now = 0; now < 30000; now += 100) {
                  const late = now % 1000 < 300; // as over a link that is just too slow
                  const state = steady.settle({ state: late ? 'late' : 'live' }, 0, now).state;
                  if (states.at(-1) !== state) states.push(state);
                }
                const at = [];
                for (let now = 30000; now < 60000; now += 100) {
                  const state = steady.settle({ state: 'live' }, 0, now).state;
                  if (states.at(-1) !== state) { states.push(state); at.push(now); }
                }
                steady.settle({ state: 'late' }, 0, 60000);
                states.push(steady.settle({ state: 'live' }, 0, 60100).state);
                states.push(steady.settle({ state: 'live' }, 0, 62200).state);
                states.push(steady.settle({ state: 'live' }, 0, 64200).state);
                return states.join(' ') + ' ' + at;
                """))
        .isEqualTo("late live late late live 31300");
  }

  @Test
  void anotherStateIsSaidAtOnceAndAQuickFirstPictureToo() {
    assertThat(
            with(
                "steady.js",
                """
                const steady = new module.Steady();
                const say = (state, age, now) => steady.settle({ state }, age, now).state;
                return [say('connecting', NaN, 0), say('live', 90, 10), say('late', 2000, 2000),
                  say('offline', 3000, 3000), say('live', 400, 4000)].join(' ');
                """))
        .isEqualTo("connecting live late offline live");
  }

  @Test
  void lessIsAskedForUntilPicturesComeInTimeAndMoreAgainSlowly() {
    assertThat(
            with(
                "reduction.js",
                """
                const reduction = new module.Reduction();
                const status = { width: 1280, widths: [160, 320, 640, 960] };
                const asked = [];
                const look = (from, to, sample) => {
                  for (let now = from; now < to; now += 1000) {
                    reduction.look([{ pixels: 1, expected: 10, full: 10, painted: 10, behind: 0, ...sample }], now);
                    const { width, fps } = reduction.reduce({ width: 640, fps: 0 }, status);
                    const one = `${width}x${fps}`;
                    if (asked.at(-1) !== one) asked.push(one);
                  }
                  asked.push('|');
                };
                look(0, 10000, {});
                look(10000, 17000, { behind: 900 });
                look(17000, 46000, {});
                look(46000, 50000, {});
                look(50000, 57000, { painted: 2 });
                look(57000, 116000, {});
                look(116000, 160000, {});
                return asked.join(' ');
                """))
        .isEqualTo(
            "640x0 | 640x0 320x0 320x5 | 320x5 | 320x5 320x0 | 320x0 160x2 | 160x2 | 160x2 320x2 320x5 320x0 |");
  }

  @ParameterizedTest
  @CsvSource({"'ko-KR,ko,en', ko", "'fr-FR,KO', ko", "'fr,de', en", "'en-GB,ko', en", "'', en"})
  void theFirstLanguageThatThereIsIsSpoken(String preferred, String language) {
    assertThat(with("texts.js", "return module.choose('%s'.split(','))".formatted(preferred)))
        .isEqualTo(language);
  }

  @Test
  void aLanguageOfACountryIsALanguage() {
    String script = "return ['ko-KR', 'KO', 'fr', 'constructor'].map(module.isKnown).join()";
    assertThat(with("texts.js", script)).isEqualTo("true,true,false,false");
  }

  @Test
  void groupsAreReadOrSaidToBeNone() {
    String script = "return JSON.stringify(module.readGroups('%s'))";
    assertThat(with("groups.js", script.formatted("front: door, yard,door ;back:garage;")))
        .isEqualTo(
            "[{\"name\":\"front\",\"ids\":[\"door\",\"yard\"]},{\"name\":\"back\",\"ids\":[\"garage\"]}]");
    assertThat(with("groups.js", script.formatted(""))).isEqualTo("[]");
    for (String none : List.of("door", "front:", ":door", "a:b:c", "a:b;a:c")) {
      assertThat(with("groups.js", script.formatted(none))).as(none).isEqualTo("null");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "null, 'a b c d e'",
    "'{ columns: 2, rows: 1 }', 'a b|c d|e'",
    "'{ columns: 3, rows: 2 }', 'a b c d e'"
  })
  void whatIsShownInTurnIsAsMuchAsTheLayoutHasRoomFor(String layout, String pages) {
    String script =
        "return module.pagesOf(['a', 'b', 'c', 'd', 'e'], %s, %s)"
            + ".map((page) => (page.group ?? '') + page.ids.join(' ')).join('|')";
    assertThat(with("groups.js", script.formatted("[]", layout))).isEqualTo(pages);
    assertThat(
            with(
                "groups.js",
                script.formatted(
                    "[{ name: '1:', ids: ['e', 'b', 'a'] }, { name: '2:', ids: ['x'] }]", layout)))
        .as("in the order of the tiles, and no group without one")
        .isEqualTo(layout.contains("2, rows: 1") ? "1:a b|1:e" : "1:a b e");
  }

  @Test
  void theNextIsAskedForBeforeItIsShownAndNotWhileSomebodyDoesSomething() {
    assertThat(
            with(
                "cycle.js",
                """
                const told = [];
                let now = 0;
                const tell = (what) => () => told.push(what + now / 1000);
                const cycle = new module.Cycle(
                    { prepare: tell('p'), release: tell('r'), advance: tell('a') });
                const look = (to) => { for (; now < to; now += 500) cycle.look(now); };
                look(5000);
                cycle.start(20000, now);
                look(47000);
                cycle.rest(now);
                cycle.rest(now);
                look(70000);
                cycle.stop();
                look(200000);
                return told.join(' ');
                """))
        .isEqualTo("p22 a25 p42 a45 p64 a67");
    assertThat(
            with(
                "cycle.js",
                """
                const told = [];
                const tell = (what) => () => told.push(what);
                const cycle = new module.Cycle(
                    { prepare: tell('p'), release: tell('r'), advance: tell('a') });
                cycle.start(4000, 0);
                cycle.look(3000);
                cycle.rest(3500); // ten seconds from here
                cycle.look(11000);
                cycle.look(13600);
                return told.join(' ');
                """))
        .isEqualTo("p r p a");
  }

  /** Four cameras, of which two have room; none of them is there at first. */
  private Object turned(String full, String groups, String then) {
    return with(
        "turns.js",
        """
        let now = 0;
        const clock = performance.now;
        performance.now = () => now;
        let all = [];
        let shown = null;
        const tiles = {
          get ids() { return shown ?? all; },
          get knownIds() { return all; },
          show: (ids) => { shown = ids; },
          prepare: () => {},
        };
        const full = { id: %s, show: (id) => { full.id = id; turns.arrange(); }, back: () => {} };
        const view = { groups: %s, group: null, layout: { columns: 2, rows: 1 } };
        const turns = new module.Turns(tiles, full, view, () => {});
        const look = (to) => { for (; now < to; now += 500) turns.look(); };
        const told = [];
        turns.start(2000);
        look(5000);
        all = ['a', 'b', 'c', 'd'];
        turns.arrange();
        for (let i = 0; i < 4; i++) {
          look(now + 2000);
          told.push(full.id ?? tiles.ids.join('+'));
        }
        %s
        performance.now = clock;
        return told.join(' ');
        """
            .formatted(full, groups, then));
  }

  @Test
  void pagesTurnAlsoWhereCamerasComeLaterAndOneInFullGoesThroughAll() {
    assertThat(turned("null", "[]", "")).isEqualTo("c+d a+b c+d a+b");
    assertThat(turned("'c'", "[]", "")).isEqualTo("d a b c");
    String groups = "[{ name: 'x', ids: ['a', 'b'] }, { name: 'y', ids: ['c', 'd'] }]";
    assertThat(turned("'c'", groups, "")).isEqualTo("d a b c");
    String choose =
        "turns.choose(null); look(now + 9000); told.push(tiles.ids.join('+'), turns.on);";
    assertThat(turned("null", groups, choose)).isEqualTo("c+d a+b c+d a+b a+b+c+d false");
  }

  @Test
  void fingersThatAreSlowZoomAllTheSame() {
    assertThat(
            with(
                "zoom.js",
                """
                const size = { width: 800, height: 450 };
                let zoom = module.WHOLE;
                for (let apart = 400; apart < 600; apart++) {
                  zoom = module.within(
                      module.larger(zoom, (apart + 1) / apart, { x: 0, y: 0 }, size), size, size);
                }
                return zoom.scale.toFixed(2);
                """))
        .isEqualTo("1.50");
  }

  @Test
  void lettersOfAnotherAlphabetAreKeysByTheirPlace() {
    assertThat(
            with(
                "keys.js",
                """
                const told = [];
                const wall = new Proxy({}, { get: (target, name) => () => told.push(name) });
                module.listenToKeys(wall, () => true);
                for (const [key, code] of [['ㄹ', 'KeyF'], ['ы', 'KeyS'], ['z', 'KeyT'], ['S', 'KeyO']]) {
                  dispatchEvent(new KeyboardEvent('keydown', { key, code }));
                }
                return told.join(' ');
                """))
        .as("but Latin ones are what stands on them")
        .isEqualTo("fullScreen snapshot snapshot");
  }

  @Test
  void aDayThatIsOverIsToldThoughNoPictureComes() {
    assertThat(
            with(
                "capture-clock.js",
                """
                const Today = Date;
                const clock = new module.CaptureClock();
                const captured = Date.now();
                clock.tell(captured);
                const before = clock.element.textContent;
                window.Date = class extends Today {
                  constructor(...of) { super(...(of.length ? of : [captured + 86_400_000])); }
                };
                clock.look();
                window.Date = Today;
                const now = clock.element.textContent;
                return [now.endsWith(before), now.length > before.length].join();
                """))
        .isEqualTo("true,true");
  }

  @Test
  void anAddressThatIsCopiedHasNoSignature() {
    assertThat(
            with(
                "address.js",
                "const base = module.baseOf('http://ann:x@host/cams/?exp=1&kid=k&end=2&sig=s&full=a');"
                    + "return base + ' '"
                    + " + module.ofCamera(module.withoutSignature(base), 'a b', 'stream.mjpg')"))
        .isEqualTo(
            "http://host/cams/?exp=1&kid=k&end=2&sig=s http://host/cams/cameras/a%20b/stream.mjpg");
  }

  @Test
  void aTileThatIsGoneIsForgotten() {
    with(
        "announce.js",
        """
        let tiles = [{ state: 'stalled', name: 'door' }];
        window.gone = new WeakRef(tiles[0]);
        window.announcer = new module.Announcer(document.createElement('p'));
        announcer.look(() => {
          const all = tiles;
          tiles = [];
          window.told = true;
          return all;
        });
        """);
    stage.await("told", () -> stage.browser.number("return window.told ? 1 : 0") == 1);
    stage.await(
        "forgotten",
        () -> {
          stage.browser.memory(); // collects garbage
          return stage.browser.number("return gone.deref() ? 1 : 0") == 0;
        });
  }
}
