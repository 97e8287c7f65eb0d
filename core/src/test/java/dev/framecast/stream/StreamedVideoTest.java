package dev.framecast.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.camera.CameraState;
import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.Rendition;
import dev.framecast.http.HttpAnswer;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.mjpeg.MjpegWriters;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Which unit or JPEG is next for viewers of video, by a clock and on a thread of the test's own.
 */
class StreamedVideoTest {
  private long now = System.nanoTime();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private int created;
  private int released;
  private String broken = "";
  private final FanOut<String> fanOut =
      new FanOut<>(
          tasks::add,
          new PartFactory<>() {
            @Override
            public String create(Frame frame, MjpegWriter writer) {
              String part = US_ASCII.decode(frame.bytes()).toString();
              if (part.equals(broken)) {
                throw new OutOfMemoryError("no memory");
              }
              created++;
              return part;
            }

            @Override
            public void release(String part) {
              released++;
            }
          },
          () -> now);

  private final HandFedCamera door = new HandFedCamera("door", () -> now);
  private final HandFedCamera yard = new HandFedCamera("yard", () -> now);
  private final List<Connection> connections = new ArrayList<>();

  private static HttpAnswer.CameraView view(HandFedCamera camera) {
    return new HttpAnswer.CameraView(
        camera,
        Rendition.jpeg(640, 0),
        0,
        MjpegWriters.forManyCameras(camera.id()),
        Rendition.video(640));
  }

  private static HttpAnswer.CameraView view(HandFedCamera camera, HttpAnswer.SeenUnit seen) {
    HttpAnswer.CameraView view = view(camera);
    return new HttpAnswer.CameraView(
        camera, view.rendition(), view.maxFps(), view.writer(), view.video(), seen);
  }

  /** A viewer whose connection takes everything at once, or nothing. */
  private final class Connection implements ViewerStream.Connection<String> {
    private final List<String> sent = new ArrayList<>();
    private final ViewerStream<String> stream;
    private SharedFrame<String> onItsWay;
    private boolean slow;
    private boolean finished;

    Connection(HandFedCamera... cameras) {
      this(Stream.of(cameras).map(StreamedVideoTest::view).toList());
    }

    Connection(HttpAnswer.SeenUnit seen, HandFedCamera camera) {
      this(List.of(view(camera, seen)));
    }

    Connection(List<HttpAnswer.CameraView> views) {
      stream = new ViewerStream<>(fanOut, new HttpAnswer.Stream(views));
      connections.add(this);
      stream.begin(this);
    }

    @Override
    public boolean isFree() {
      return onItsWay == null;
    }

    @Override
    public void send(SharedFrame<String> frame, String part) {
      sent.add(part);
      if (slow) {
        frame.retain();
        onItsWay = frame;
      }
    }

    /** What was sent last is out. */
    void taken() {
      SharedFrame<String> frame = onItsWay;
      onItsWay = null;
      frame.release();
      stream.next();
    }

    void fast() {
      slow = false;
      taken();
    }

    @Override
    public void finish() {
      finished = true;
    }

    /** What was sent since this was asked last. */
    String news() {
      String all = String.join(" ", sent);
      sent.clear();
      return all;
    }
  }

  private void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** Lets that time pass, with a look at all viewers behind each tenth of a second. */
  private void pass(long millis) {
    for (long left = millis; left > 0; left -= 100) {
      now += TimeUnit.MILLISECONDS.toNanos(Math.min(100, left));
      run();
      connections.forEach(connection -> connection.stream.check(now));
    }
  }

  @AfterEach
  void nothingIsHeldAtTheEnd() {
    for (Connection connection : connections) {
      if (connection.onItsWay != null) {
        connection.onItsWay.release();
      }
      connection.stream.close();
    }
    assertThat(released).isEqualTo(created);
    assertThat(List.of(door.videoViewers, door.pictureViewers)).containsOnly(0);
  }

  @Test
  void aViewerBeginsWithTheNewestKeyFrameAndGoesOnUnitByUnit() {
    door.key();
    door.delta();
    door.key();
    door.deltas(2);
    Connection viewer = new Connection(door);
    assertThat(viewer.news()).isEqualTo("K3 D4 D5");
    door.delta();
    run();
    door.deltas(2);
    run();
    assertThat(viewer.news()).isEqualTo("D6 D7 D8");
    assertThat(door.pictureSubscriptions).isZero();
  }

  @Test
  void whoHasAUnitOfAnotherStreamGoesOnBehindIt() {
    door.key();
    door.deltas(3);
    Connection behind = new Connection(new HttpAnswer.SeenUnit(1, 2), door);
    Connection upToDate = new Connection(new HttpAnswer.SeenUnit(1, 4), door);
    assertThat(behind.news()).isEqualTo("D3 D4");
    assertThat(upToDate.news()).isEmpty();
    door.deltas(1);
    run();
    door.key();
    run();
    assertThat(behind.news()).isEqualTo("D5 K6");
    assertThat(upToDate.news()).isEqualTo("D5 K6");
    assertThat(door.pictureSubscriptions).isZero();
  }

  @Test
  void whoHasWhatIsNotThereAnyMoreBeginsWithTheNewestKeyFrame() {
    door.key();
    door.slate();
    door.key();
    door.deltas(2);
    for (long sequence : new long[] {0, 6, 1000}) {
      Connection viewer = new Connection(new HttpAnswer.SeenUnit(1, sequence), door);
      assertThat(viewer.news()).as("after " + sequence).isEqualTo("K3 D4 D5");
    }
    Connection beforeTheSlate = new Connection(new HttpAnswer.SeenUnit(1, 1), door);
    pass(100);
    assertThat(beforeTheSlate.news()).isEqualTo("S2 K3 D4 D5");
  }

  @Test
  void whoHasAUnitOfAnotherServerIsSentNothingThatBuildsOnIt() {
    door.key();
    door.deltas(4);
    Connection viewer = new Connection(new HttpAnswer.SeenUnit(7, 3), door);
    assertThat(viewer.news()).isEmpty();
    door.delta();
    run();
    door.key();
    door.delta();
    run();
    assertThat(viewer.news()).isEqualTo("K7 D8");
    Connection other = new Connection(new HttpAnswer.SeenUnit(7, 8), door);
    door.deltas(2);
    pass(600);
    door.jpeg();
    run();
    assertThat(other.news()).as("until there is a key frame").isEqualTo("J10");
    door.key();
    run();
    assertThat(other.news()).isEqualTo("K11");
  }

  @Test
  void aUnitIsMadeIntoAPartOnceForAllWhoKeepUp() {
    door.key();
    List<Connection> viewers = List.of(new Connection(door), new Connection(door));
    int before = created;
    for (int i = 0; i < 5; i++) {
      door.deltas(2);
      run();
    }
    assertThat(created - before).isEqualTo(10);
    for (Connection viewer : viewers) {
      assertThat(viewer.news()).isEqualTo("K1 D2 D3 D4 D5 D6 D7 D8 D9 D10 D11");
    }
  }

  @Test
  void whoWasHeldUpForAMomentMissesNothingAndHoldsUpNobody() {
    Connection fast = new Connection(door);
    Connection slow = new Connection(door);
    slow.slow = true;
    door.key();
    run();
    pass(200);
    door.deltas(3);
    run();
    pass(700);
    assertThat(fast.news()).isEqualTo("K1 D2 D3 D4");
    assertThat(slow.news()).isEqualTo("K1");
    slow.fast();
    assertThat(slow.news()).isEqualTo("D2 D3 D4");
  }

  @Test
  void whoIsTooSlowGoesOnWithTheNewestKeyFrame() {
    Connection viewer = new Connection(door);
    door.key();
    run();
    viewer.slow = true;
    door.delta();
    run();
    for (int i = 0; i < 12; i++) {
      pass(100);
      door.delta();
    }
    door.key();
    door.delta();
    viewer.news();
    viewer.fast();
    assertThat(viewer.news()).isEqualTo("K15 D16");
    assertThat(door.pictureSubscriptions).isZero();
  }

  @Test
  void whoIsTooSlowIsSentNoUnitWithoutTheOneBefore() {
    Connection viewer = slowViewer();
    assertThat(viewer.news()).isEmpty();
    door.delta();
    run();
    pass(400);
    assertThat(viewer.news()).as("no key frame, and JPEGs are not due").isEmpty();
    door.key();
    door.delta();
    run();
    assertThat(viewer.news()).isEqualTo("K16 D17");
    assertThat(door.pictureSubscriptions).isZero();
  }

  /** One who has found the next unit to be too late. */
  private Connection slowViewer() {
    Connection viewer = new Connection(door);
    door.key();
    run();
    viewer.slow = true;
    door.delta();
    run();
    for (int i = 0; i < 12; i++) {
      pass(100);
      door.delta();
    }
    viewer.news();
    viewer.fast();
    assertThat(door.sequence).isEqualTo(14);
    return viewer;
  }

  @Test
  void jpegsBridgeTheTimeUntilThereIsAKeyFrame() {
    Connection viewer = slowViewer();
    for (int i = 0; i < 6; i++) {
      pass(100);
      door.delta();
      door.jpeg();
      run();
    }
    assertThat(viewer.news()).isEqualTo("J18 J19 J20");
    assertThat(door.pictureViewers).isOne();
    door.key();
    door.jpeg();
    door.delta();
    door.jpeg();
    run();
    assertThat(viewer.news()).isEqualTo("K21 D22");
  }

  @Test
  void theJpegsOfWhoWasTooSlowAreMadeForAWhileAndThenNoMore() {
    Connection viewer = slowViewer();
    pass(600);
    assertThat(door.pictureViewers).isOne();
    door.key();
    run();
    for (int i = 0; i < 50; i++) {
      assertThat(door.pictureViewers).isOne();
      pass(100);
      door.delta();
      run();
    }
    pass(100);
    assertThat(door.pictureViewers).isZero();
    assertThat(viewer.news()).startsWith("K15 D16 D17").doesNotContain("J");
  }

  @Test
  void aViewerWhoCatchesUpWithinASecondOfAKeyFrameIsNotTooSlow() {
    door.key();
    pass(3_000);
    door.deltas(2);
    Connection viewer = new Connection(door);
    viewer.slow = true;
    pass(900);
    door.deltas(2);
    run();
    viewer.fast();
    assertThat(viewer.news()).isEqualTo("K1 D2 D3 D4 D5");
  }

  @Test
  void whoWasTooSlowBeginsWithNoOldKeyFrame() {
    Connection viewer = new Connection(door);
    door.key();
    run();
    viewer.slow = true;
    door.delta();
    run();
    door.key();
    for (int i = 0; i < 25; i++) {
      pass(100);
      door.delta();
    }
    viewer.news();
    viewer.fast();
    pass(200);
    assertThat(viewer.news()).as("K3 is 2.5 s old").isEmpty();
    door.key();
    run();
    assertThat(viewer.news()).isEqualTo("K29");
  }

  @Test
  void theNewestUnitIsNeverTooLateHoweverLongItsSourceTook() {
    Connection viewer = new Connection(door);
    door.key();
    run();
    for (int i = 0; i < 30; i++) {
      door.delta();
      now += TimeUnit.MILLISECONDS.toNanos(1_500);
      run();
    }
    assertThat(viewer.sent).hasSize(31);
  }

  @Test
  void jpegsComeWhereThereIsNoVideoThoughTheCameraIsLive() {
    door.state = CameraState.CONNECTING;
    Connection viewer = new Connection(door);
    pass(3_000);
    assertThat(door.pictureSubscriptions).as("it is not there yet").isZero();
    door.state = CameraState.LIVE;
    pass(400);
    assertThat(door.pictureSubscriptions).isZero();
    pass(300);
    assertThat(door.pictureViewers).isOne();
    door.sequence++;
    door.jpeg();
    run();
    assertThat(viewer.news()).isEqualTo("J1");
    door.key();
    run();
    assertThat(viewer.news()).isEqualTo("K2");
    assertThat(door.pictureViewers).as("nobody was slow").isZero();
  }

  @Test
  void behindAJpegTheNextUnitIsAKeyFrame() {
    Connection viewer = new Connection(door);
    door.key();
    door.delta();
    run();
    pass(700);
    door.sequence++;
    door.jpeg();
    run();
    door.deltas(3);
    run();
    pass(100);
    assertThat(viewer.news()).isEqualTo("K1 D2 J3");
    door.key();
    door.delta();
    run();
    assertThat(viewer.news()).isEqualTo("K7 D8");
  }

  @Test
  void aShortRestWithoutAJpegDoesNotBreakTheVideo() {
    Connection viewer = new Connection(door);
    door.key();
    run();
    pass(700);
    assertThat(door.pictureViewers).isOne();
    door.delta();
    run();
    assertThat(viewer.news()).isEqualTo("K1 D2");
    assertThat(door.pictureViewers).isZero();
  }

  @Test
  void aCameraOfOnePictureASecondIsVideoAllTheSame() {
    Connection viewer = new Connection(door);
    door.key();
    run();
    pass(300);
    for (int i = 0; i < 5; i++) {
      door.delta();
      run();
      pass(1_000);
    }
    assertThat(viewer.news()).isEqualTo("K1 D2 D3 D4 D5 D6");
    assertThat(door.pictureSubscriptions).isLessThanOrEqualTo(1);
  }

  @Test
  void noJpegIsOlderThanWhatWasSeen() {
    Connection viewer = new Connection(door);
    door.key();
    door.jpeg();
    door.delta();
    run();
    pass(700);
    assertThat(viewer.news()).isEqualTo("K1 D2");
    assertThat(door.pictureViewers).isOne();
  }

  @Test
  void aBufferThatEndsMeansJpegsForGood() {
    Connection viewer = new Connection(door);
    door.end();
    run();
    assertThat(door.videoViewers).isZero();
    assertThat(door.pictureViewers).isOne();
    for (int i = 0; i < 3; i++) {
      door.sequence++;
      door.jpeg();
      run();
    }
    assertThat(viewer.news()).isEqualTo("J1 J2 J3");
    pass(10_000);
    assertThat(door.pictureViewers).isOne();
    assertThat(viewer.finished).isFalse();
    door.close();
    door.slate();
    run();
    assertThat(viewer.news()).isEqualTo("S4");
    assertThat(viewer.finished).isTrue();
  }

  @Test
  void whatIsThereWhenABufferEndsIsSeen() {
    Connection viewer = new Connection(door);
    door.key();
    door.delta();
    door.end();
    run();
    assertThat(viewer.news()).isEqualTo("K1 D2");
    assertThat(door.pictureViewers).isOne();
  }

  @Test
  void slatesAreJpegsAmongTheUnitsAndNothingBuildsOnThem() {
    Connection viewer = new Connection(door);
    door.key();
    door.delta();
    run();
    door.state = CameraState.BACKOFF;
    door.slate();
    run();
    pass(900);
    door.slate();
    run();
    assertThat(viewer.news()).isEqualTo("K1 D2 S3 S4");
    door.state = CameraState.LIVE;
    door.key();
    door.delta();
    run();
    assertThat(viewer.news()).isEqualTo("K5 D6");
    assertThat(door.pictureSubscriptions).isZero();
  }

  @Test
  void aStreamEndsWithTheLastSlateOfItsLastCamera() {
    Connection viewer = new Connection(door, yard);
    door.key();
    yard.key();
    run();
    door.close();
    door.slate();
    run();
    assertThat(viewer.finished).isFalse();
    yard.close();
    pass(2_200);
    assertThat(viewer.news()).isEqualTo("K1 K1 S2");
    assertThat(viewer.finished).as("though the other paints none").isTrue();
  }

  @Test
  void noUnitIsSentAgainToSeeWhoIsThere() {
    Connection viewer = new Connection(door);
    viewer.stream.again();
    door.key();
    door.delta();
    run();
    viewer.stream.again();
    assertThat(viewer.news()).isEqualTo("K1 D2");
    door.state = CameraState.STALLED;
    door.slate();
    run();
    viewer.stream.again();
    assertThat(viewer.news()).isEqualTo("S3 S3");
    door.state = CameraState.LIVE;
    pass(700);
    door.sequence++;
    door.jpeg();
    run();
    viewer.stream.again();
    assertThat(viewer.news()).isEqualTo("J4 J4");
    door.key();
    run();
    viewer.stream.again();
    assertThat(viewer.news()).isEqualTo("K5");
  }

  @Test
  void eachOfManyCamerasIsLateByItself() {
    Connection viewer = new Connection(door, yard);
    viewer.slow = true;
    door.key();
    run();
    yard.key();
    for (int i = 0; i < 12; i++) {
      pass(100);
      door.delta();
    }
    yard.delta();
    viewer.taken(); // yard's turn
    viewer.taken();
    assertThat(viewer.news()).as("the door is late, the yard goes on").isEqualTo("K1 K1 D2");
    door.key();
    viewer.fast();
    assertThat(viewer.news()).isEqualTo("K14");
  }

  @Test
  void camerasTakeTurnsUnitByUnit() {
    Connection viewer = new Connection(door, yard);
    viewer.slow = true;
    door.key();
    run();
    for (int i = 0; i < 3; i++) {
      door.delta();
      yard.key();
    }
    for (int i = 0; i < 4; i++) {
      viewer.taken();
    }
    assertThat(viewer.news()).isEqualTo("K1 K3 D2 D3 D4");
  }

  @Test
  void nothingBuildsOnAUnitThatNoPartCouldBeMadeOf() {
    Connection viewer = new Connection(door);
    door.key();
    run();
    broken = "D2";
    door.delta();
    assertThatThrownBy(this::run).hasMessage("no memory");
    door.delta();
    run();
    door.key();
    door.delta();
    run();
    assertThat(viewer.news()).isEqualTo("K1 K4 D5");
  }

  @Test
  void aFileEndsWhereAnotherCodecBegins() {
    MjpegWriter oneCodec =
        new MjpegWriter() {
          @Override
          public String contentType() {
            return "video/mp4";
          }

          @Override
          public void opening(ByteBuffer out) {}

          @Override
          public void before(Frame frame, ByteBuffer out) {}

          @Override
          public void after(Frame frame, ByteBuffer out) {}

          @Override
          public boolean takes(Frame frame) {
            return frame.format() == FrameFormat.H264;
          }
        };
    Connection viewer =
        new Connection(
            List.of(
                new HttpAnswer.CameraView(door, Rendition.VIDEO, 0, oneCodec, Rendition.VIDEO)));
    door.key();
    door.slate();
    run();
    assertThat(viewer.stream.again()).as("a slate").isFalse();
    door.key();
    run();
    assertThat(viewer.stream.again()).as("a unit").isFalse();
    assertThat(viewer.finished).isFalse();
    door.changeCodec();
    door.key();
    door.delta();
    run();
    assertThat(viewer.news()).isEqualTo("K3");
    assertThat(viewer.finished).isTrue();
  }
}
