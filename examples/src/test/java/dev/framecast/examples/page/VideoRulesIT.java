package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the page's modules decide about video, with decoders and clocks of the tests' own. */
@Tag("real")
class VideoRulesIT {
  private static VideoStage stage;

  @BeforeAll
  static void aBrowser() throws IOException {
    stage = new VideoStage(List.of());
    stage.browser.open(stage.server.address("/cameras"));
  }

  @AfterAll
  static void close() throws IOException {
    stage.close();
  }

  private static String with(String module, String script) {
    return stage.browser.text(
        """
        const module = await import('/wall/' + arguments[0]);
        return new Function('module', arguments[1])(module);
        """,
        module,
        script);
  }

  private static String choice(String script) {
    return with(
        "video-choice.js",
        """
        const make = (decoders, pixels, possible = true) =>
            new module.VideoChoice(possible, { decoders, pixels });
        const some = (count, cost) => Array.from({ length: count },
            (x, i) => ({ id: 'c' + i, area: 100 - i, cost }));
        const ids = (set) => [...set].join();
        """
            + script);
  }

  @Test
  void theLargestTilesAreChosenAsFarAsPixelsAndDecodersReach() {
    assertThat(choice("return ids(make(9, 35e6).choose(some(5, 10e6), 0))")).isEqualTo("c0,c1,c2");
    assertThat(choice("return ids(make(2, 90e6).choose(some(5, 10e6), 0))")).isEqualTo("c0,c1");
    assertThat(choice("return ids(make(9, 9e9, false).choose(some(5, 10e6), 0))")).isEmpty();
    assertThat(choice("return ids(make(9, 35e6).choose(some(5, 10e6).reverse(), 0))"))
        .as("whatever their order")
        .isEqualTo("c0,c1,c2");
    assertThat(choice("return ids(make(9, 5e6).choose(some(3, 0), 0))"))
        .as("cameras without video cost nothing")
        .isEqualTo("c0,c1,c2");
  }

  @Test
  void whatIsShownInVideoStaysSoWhereItsRateIsALittleAnotherNow() {
    assertThat(
            choice(
                """
                const one = make(9, 30e6);
                one.choose(some(3, 10e6), 0);
                return ids(one.choose(some(3, 11e6), 1000));
                """))
        .isEqualTo("c0,c1,c2");
  }

  @Test
  void oneSlowCameraIsBarredAtOnceIfItsKeyFrameIsFarAndElseTheSecondTime() {
    String script =
        """
        const one = make(9, 90e6);
        one.choose(some(3, 10e6), 0);
        one.hear({ slow: { id: 'c1', wait: %s } }, 1000);
        const first = ids(one.choose(some(3, 10e6), 1000));
        one.hear({ slow: { id: 'c1', wait: %s } }, 5000);
        return [first, ids(one.choose(some(3, 10e6), 5000)),
            ids(one.choose(some(3, 10e6), 40000))].join(' ');
        """;
    assertThat(choice(script.formatted("500", "500"))).isEqualTo("c0,c1,c2 c0,c2 c0,c1,c2");
    assertThat(choice(script.formatted("Infinity", "0"))).isEqualTo("c0,c2 c0,c2 c0,c1,c2");
    assertThat(choice(script.formatted("0", "0")))
        .as("slow, with nothing left out")
        .isEqualTo("c0,c1,c2 c0,c1,c2 c0,c1,c2");
  }

  @Test
  void aCameraThatIsSlowAgainAfterItsRestRestsLonger() {
    assertThat(
            choice(
                """
                const one = make(9, 90e6);
                const slow = (now) => one.hear({ slow: { id: 'c0', wait: 2000 } }, now);
                const has = (now) => one.choose(some(2, 10e6), now).has('c0');
                const said = [has(0)];
                slow(1000);
                said.push(has(30000), has(31001));
                slow(33000);
                said.push(has(80000), has(93001));
                slow(200000);
                said.push(has(229000), has(230001));
                return said.join();
                """))
        .isEqualTo("true,false,true,false,true,false,true");
  }

  @Test
  void whereSeveralAreSlowThereIsLessAndThenMoreAgainStepByStep() {
    assertThat(
            choice(
                """
                const one = make(64, 900e6);
                const count = (now) => one.choose(some(10, 10e6), now).size;
                const said = [count(0)];
                one.hear({ slow: { id: 'c1', wait: 0 } }, 1000);
                one.hear({ slow: { id: 'c2', wait: 0 } }, 1100);
                said.push(count(1200), count(30000), count(31200), count(32000));
                return said.join();
                """))
        .isEqualTo("10,7,7,10,10");
    assertThat(
            choice(
                """
                const one = make(64, 900e6);
                const count = (now) => one.choose(some(10, 10e6), now).size;
                const said = [count(0)];
                for (let i = 0; i < 10; i++) {
                  one.hear({ slow: { id: 'c' + i, wait: 3000 } }, 1000 + i);
                }
                for (const now of [1200, 32000, 43000, 54000, 65000, 76000]) {
                  said.push(count(now));
                }
                return said.join();
                """))
        .as("all were left out")
        .isEqualTo("10,0,0,0,1,2,3");
  }

  @Test
  void whereTheyArePaintedMuchTooLateTwiceThereIsAsMuchLess() {
    String script =
        """
        const one = make(64, 900e6);
        const late = (now) => {
          for (let i = 0; i < 10; i++) {
            one.hear({ slow: { id: 'c' + i, wait: 0, late: 1000 } }, now + i);
          }
          return one.choose(some(10, 10e6), now + 20).size;
        };
        one.choose(some(10, 10e6), 0);
        return %s;
        """;
    assertThat(choice(script.formatted("[late(1000), late(2500), late(4500)].join()")))
        .isEqualTo("7,7,1");
    assertThat(choice(script.formatted("[late(1000), late(9000)].join()")))
        .as("a page that was busy twice, for a moment")
        .isEqualTo("7,5");
  }

  @Test
  void aBrowserThatHasNoMoreDecodersIsAskedForFewer() {
    assertThat(
            choice(
                """
                const one = make(64, 900e6);
                const count = (now) => one.choose(some(10, 10e6), now).size;
                const said = [count(0)];
                one.hear({ tooMany: { id: 'c9' } }, 1000);
                said.push(count(1100));
                one.hear({ tooMany: { id: 'c8' } }, 2000);
                said.push(count(2100));
                return said.join();
                """))
        .isEqualTo("10,9,8");
  }

  @Test
  void theCostIsOfTheStreamThatTheServerShouldSendUntilItIsSeen() {
    assertThat(
            choice(
                """
                const status = { id: 'a', format: 'h264', width: 1920, height: 1080, usualFps: 25,
                    streams: [{ width: 1920, height: 1080 }, { width: 640, height: 360 }] };
                const one = make(64, 900e6);
                const seen = { form: 'H.264', width: 704, height: 576 };
                return [
                  one.cost(status, 640, null, 0),
                  one.cost(status, 0, null, 1),
                  one.cost({ ...status, streams: [] }, 640, null, 2),
                  one.cost({ ...status, format: 'mjpeg' }, 640, null, 3),
                  one.cost(status, 640, seen, 100),
                  one.cost(status, 640, seen, 5000),
                ].map((cost) => cost / 25).join();
                """))
        .isEqualTo("230400,2073600,2073600,0,230400,405504");
  }

  @Test
  void aCameraThatComesBackWithAnotherCodecIsAskedForVideoAgain() {
    assertThat(
            choice(
                """
                const one = make(64, 900e6);
                const has = (format, now) => {
                  const cost = one.cost({ id: 'a', format, width: 640, height: 360 }, 640, null, now);
                  return one.choose([{ id: 'a', area: 1, cost }], now).has('a');
                };
                const said = [has('h264', 0)];
                one.hear({ noVideo: { id: 'a', codec: 'hev1.1.6.L93.B0' } }, 1000);
                said.push(has('h264', 1100)); // the server has not said yet that it is another
                for (const format of ['hevc', null, 'hevc', 'h264']) {
                  said.push(has(format, 2000));
                }
                return said.join();
                """))
        .isEqualTo("true,false,false,false,false,true");
  }

  /** Runs a lane with a decoder that gives what the script lets it give. */
  private static String lane(String script) {
    return with(
        "video-lane.js",
        """
        const log = [];
        let now = 1000;
        const decoders = [];
        const real = { VideoDecoder, EncodedVideoChunk, now: performance.now };
        performance.now = () => now;
        window.EncodedVideoChunk = function (init) { Object.assign(this, init); };
        window.VideoDecoder = class {
          state = 'configured';
          decodeQueueSize = 0;
          chunks = [];
          static isConfigSupported() { return Promise.resolve({ supported: true }); }
          constructor(calls) { this.calls = calls; decoders.push(this); }
          configure({ codec }) { log.push(codec); }
          decode({ type, timestamp }) { log.push(type[0] + timestamp); this.chunks.push(timestamp); }
          close() { this.state = 'closed'; log.push('closed'); }
          give() {
            const timestamp = this.chunks.shift();
            this.calls.output({ timestamp, close: () => log.push('x' + timestamp) });
          }
        };
        const lane = new module.VideoLane('a',
            ({ sequence }) => log.push('p' + sequence),
            (news) => log.push(JSON.stringify(news)));
        const unit = (sequence, codec = '', more = {}) => lane.offer({ at: sequence * 40, sequence,
            presented: sequence, codec, width: 640, height: 360, epoch: 1, arrived: now,
            body: [new Uint8Array(1)], ...more });
        const last = () => decoders.at(-1);
        try {
          %s
          return log.join(' ');
        } finally {
          Object.assign(window, { VideoDecoder: real.VideoDecoder, EncodedVideoChunk: real.EncodedVideoChunk });
          performance.now = real.now;
        }
        """
            .formatted(script));
  }

  @Test
  void nothingIsDecodedBeforeAKeyFrame() {
    assertThat(lane("unit(1); unit(2, 'avc1'); unit(3); last().give(); last().give();"))
        .isEqualTo("avc1 k2 d3 p2 p3");
  }

  @Test
  void anotherCodecSizeOrEpochHasAnotherDecoder() {
    assertThat(
            lane(
                """
                unit(1, 'avc1');
                unit(2, 'avc1');
                unit(3, 'avc1', { width: 320 });
                unit(4, 'avc1', { width: 320, epoch: 2 });
                decoders[0].give();
                """))
        .as("and what the old one still gives is closed")
        .isEqualTo("avc1 k1 k2 closed avc1 k3 closed avc1 k4 x1");
  }

  @Test
  void aStreamThatBeginsAnewGoesOnWhereTheOldOneWas() {
    assertThat(lane("unit(1, 'a'); unit(2); unit(3); unit(1, 'a'); unit(2); unit(3); unit(4);"))
        .isEqualTo("a k1 d2 d3 d4");
    assertThat(lane("unit(1, 'a'); unit(2); unit(1, 'a'); unit(3); unit(4);"))
        .as("what it does not lead to is decoded from the key frame on")
        .isEqualTo("a k1 d2 closed a k1 d3 d4");
    assertThat(lane("unit(1, 'a'); unit(2); unit(1, 'a', { width: 320 }); unit(2); unit(3);"))
        .as("other video is decoded from its key frame on")
        .isEqualTo("a k1 d2 closed a k1 d2 d3");
    assertThat(lane("unit(1, 'a'); unit(2); unit(1, 'a'); unit(2); unit(3, 'a'); unit(4);"))
        .isEqualTo("a k1 d2 k3 d4");
  }

  @Test
  void aServerThatCountsAnewAndWhoseClockWasSetBackIsNoRepetition() {
    assertThat(lane("unit(5000, 'a'); unit(1, 'a'); unit(2); last().give(); last().give();"))
        .isEqualTo("a k5000 closed a k1 d2 p1 p2");
  }

  @Test
  void aStreamThatBeginsBehindAUnitThatWasThereGoesOnWhereTheOldOneWas() {
    assertThat(lane("unit(1, 'a'); unit(2); unit(3); unit(2); unit(3); unit(4);"))
        .isEqualTo("a k1 d2 d3 d4");
    assertThat(
            lane(
                "unit(1, 'a'); unit(2); unit(3, 'a'); unit(4); unit(2); unit(3, 'a'); unit(4); unit(5);"))
        .isEqualTo("a k1 d2 k3 d4 d5");
    assertThat(
            lane(
                "unit(1, 'a'); unit(2); log.push(lane.seen()); now += 3000; log.push(lane.seen() || 'none');"))
        .as("what it says to the server it has")
        .isEqualTo("a k1 d2 1.2 none");
    assertThat(
            lane(
                "log.push(lane.seen() || 'none'); unit(1, 'a'); lane.interrupt(); log.push(lane.seen() || 'none');"))
        .isEqualTo("none a k1 closed none");
  }

  @Test
  void behindAPictureOfAnotherFormTheNextIsAKeyFrame() {
    assertThat(lane("unit(1, 'a'); lane.interrupt(); unit(3); unit(4, 'a');"))
        .isEqualTo("a k1 closed a k4");
  }

  @Test
  void aDecoderThatIsBehindSkipsToTheNextKeyFrame() {
    assertThat(
            lane(
                """
                unit(1, 'a'); last().give();
                now = 5000; last().decodeQueueSize = 2; unit(2); unit(3);
                now = 5400; unit(4);
                now = 5600; unit(5); unit(6); unit(7, 'a');
                """))
        .isEqualTo(
            "a k1 p1 d2 d3 d4 {\"slow\":{\"id\":\"a\",\"wait\":0}} closed"
                + " {\"slow\":{\"id\":\"a\",\"wait\":null}} a k7");
  }

  @Test
  void aStreamThatBeginsAnewDoesNotBringBackWhatWasTooMuch() {
    assertThat(
            lane(
                """
                unit(1, 'a'); last().give();
                now = 5000; last().decodeQueueSize = 1; unit(2);
                now = 5600; unit(3);
                unit(1, 'a'); unit(2); unit(3); unit(4); unit(5, 'a');
                """))
        .isEqualTo("a k1 p1 d2 closed {\"slow\":{\"id\":\"a\",\"wait\":null}} a k5");
  }

  @Test
  void picturesThatTheDecoderKeepsForTheirOrderAreNotLate() {
    assertThat(
            lane(
                """
                const out = (number) => {
                  last().chunks = last().chunks.filter((one) => one !== number);
                  last().calls.output({ timestamp: number, close() {} });
                };
                unit(1, 'a'); unit(2); unit(3); out(1);
                for (let i = 4; i < 10; i++) {
                  now += 500;
                  unit(i);
                  out(i - 2);
                }
                """))
        .isEqualTo("a k1 d2 d3 p1 d4 p2 d5 p3 d6 p4 d7 p5 d8 p6 d9 p7");
  }

  @Test
  void aDecoderThatGivesNothingIsTriedThreeTimes() {
    assertThat(
            lane(
                """
                for (let i = 0; i < 40; i++) {
                  now += 400;
                  unit(i, i % 10 === 0 ? 'a' : '');
                }
                """))
        .matches("(a k\\d+( d\\d+)+ closed ?){3}\\{\"noVideo\":\\{\"id\":\"a\",\"codec\":\"a\"}}");
  }
}
