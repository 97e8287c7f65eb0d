package dev.framecast.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.http.HttpAnswer;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.mjpeg.MjpegWriters;
import dev.framecast.sink.Await;
import dev.framecast.sink.Pictures;
import dev.framecast.sink.ScriptedSource;
import dev.framecast.sink.SinkStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which frame is next, on a thread that is the test's own. */
class ViewerStreamTest {
  private final Cameras cameras = new Cameras();
  private final Map<String, ScriptedSource> sources = new TreeMap<>();
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private Frame asked;
  private int created;
  private boolean broken;
  private final List<String> released = new ArrayList<>();
  private final FanOut<String> fanOut =
      new FanOut<>(
          tasks::add,
          new PartFactory<>() {
            @Override
            public String create(Frame frame, MjpegWriter writer) {
              asked = frame;
              created++;
              if (broken) {
                throw new OutOfMemoryError("no memory");
              }
              return frame.width() + (frame.live() ? "" : " slate");
            }

            @Override
            public void release(String part) {
              released.add(part);
            }
          },
          System::nanoTime);

  /** A connection that takes a frame when the test says so. */
  private static class Connection implements ViewerStream.Connection<String> {
    private final List<String> sent = new ArrayList<>();
    private SharedFrame<String> onItsWay;
    private boolean finished;

    @Override
    public boolean isFree() {
      return onItsWay == null;
    }

    @Override
    public void send(SharedFrame<String> frame, String part) {
      frame.retain();
      onItsWay = frame;
      sent.add(part);
    }

    void taken(ViewerStream<String> stream) {
      SharedFrame<String> frame = onItsWay;
      onItsWay = null;
      frame.release();
      stream.next();
    }

    @Override
    public void finish() {
      finished = true;
    }
  }

  private final Connection connection = new Connection();

  private ViewerStream<String> watch(double maxFps, String... ids) {
    return watch(connection, maxFps, ids);
  }

  private ViewerStream<String> watch(Connection to, double maxFps, String... ids) {
    List<HttpAnswer.CameraView> views = new ArrayList<>();
    for (String id : ids) {
      ScriptedSource source = new ScriptedSource();
      sources.put(id, source);
      Camera camera = cameras.add(id, source, SinkStage.PATIENT);
      views.add(
          new HttpAnswer.CameraView(
              camera, Rendition.SOURCE, maxFps, MjpegWriters.forManyCameras(camera.id())));
    }
    ViewerStream<String> stream = new ViewerStream<>(fanOut, new HttpAnswer.Stream(views));
    stream.begin(to);
    return stream;
  }

  /** Shows a picture of that width, and waits until the thread would have been woken for it. */
  private void show(String id, int width) {
    Camera camera = cameras.find(id);
    long before = published(camera);
    sources.get(id).show(Pictures.small(width));
    Await.until("a frame of " + id, () -> published(camera) > before);
    Await.until("its wake-up", () -> !tasks.isEmpty());
    runTasks();
  }

  private static long published(Camera camera) {
    return camera.status().renditions().stream().mapToLong(r -> r.published()).sum();
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @AfterEach
  void close() {
    cameras.close();
  }

  @Test
  void camerasTakeTurnsAndOnlyTheNewestOfEachIsLeft() {
    ViewerStream<String> stream = watch(0, "a", "b", "c");
    show("a", 64);
    for (int width = 80; width <= 160; width += 16) {
      show("b", width);
      show("c", width + 256);
      show("a", width + 512);
    }
    assertThat(connection.sent).containsExactly("64");
    for (int i = 0; i < 3; i++) {
      connection.taken(stream);
    }
    assertThat(connection.sent).containsExactly("64", "160", "416", "672");
    connection.taken(stream);
    assertThat(connection.sent).as("nothing is new").hasSize(4);
    assertThat(connection.finished).isFalse();
    stream.close();
  }

  @Test
  void whatIsOnItsWayIsHeldAndThenLetGoOf() {
    ViewerStream<String> stream = watch(0, "a");
    show("a", 64);
    assertThat(connection.sent).containsExactly("64");
    assertThat(released).isEmpty();
    stream.close();
    assertThat(released).as("still being written").isEmpty();
    connection.taken(stream);
    assertThat(released).containsExactly("64");
    assertThat(cameras.find("a").status().viewers()).isZero();
  }

  @Test
  void framesThatComeTooSoonArePassedOverForGood() {
    ViewerStream<String> stream = watch(0.001, "a");
    Subscription all = cameras.find("a").subscribe();
    show("a", 64);
    connection.taken(stream);
    show("a", 80);
    stream.next();
    stream.check(System.nanoTime());
    assertThat(connection.sent).containsExactly("64");
    stream.again();
    assertThat(connection.sent).as("the newest, to see who is there").containsExactly("64", "80");
    all.close();
    stream.close();
  }

  @Test
  void aCameraThatIsBackIsSeenAtOnceHoweverFewFramesAreWanted() {
    ViewerStream<String> stream = watch(0.001, "a");
    Await.until(
        "a slate, since no picture comes",
        () -> {
          runTasks();
          return !connection.sent.isEmpty();
        });
    assertThat(connection.sent.get(0)).endsWith("slate");
    connection.taken(stream);
    show("a", 64);
    assertThat(connection.sent).last().isEqualTo("64");
    stream.close();
  }

  @Test
  void eachFrameIsPinnedAndMadeIntoAPartOnceForAllViewers() {
    ViewerStream<String> first = watch(0, "a");
    Connection other = new Connection();
    ViewerStream<String> second = new ViewerStream<>(fanOut, streamOf("a"));
    second.begin(other);
    show("a", 64);
    assertThat(connection.sent).containsExactly("64");
    assertThat(other.sent).containsExactly("64");
    assertThat(other.onItsWay).isSameAs(connection.onItsWay);
    assertThat(created).isOne();
    connection.taken(first);
    assertThat(released).as("the other one is still sent it").isEmpty();
    other.taken(second);
    assertThat(released).containsExactly("64");
    first.close();
    second.close();
  }

  private HttpAnswer.Stream streamOf(String id) {
    return new HttpAnswer.Stream(
        List.of(
            new HttpAnswer.CameraView(
                cameras.find(id), Rendition.SOURCE, 0, MjpegWriters.forManyCameras(id))));
  }

  @Test
  void aViewerWhoFailsDoesNotTakeTheFrameFromOthers() {
    Connection broken =
        new Connection() {
          @Override
          public void send(SharedFrame<String> frame, String part) {
            throw new OutOfMemoryError("no memory");
          }
        };
    ViewerStream<String> second = watch(broken, 0, "a"); // and it is told first
    ViewerStream<String> first = new ViewerStream<>(fanOut, streamOf("a"));
    first.begin(connection);
    assertThatThrownBy(() -> show("a", 64)).hasMessage("no memory");
    assertThat(connection.sent).containsExactly("64");
    connection.taken(first);
    first.close();
    second.close();
    assertThat(released).as("nobody holds the frame").containsExactly("64");
  }

  @Test
  void nothingIsSentAgainThatWasThereBefore() {
    ViewerStream<String> stream = watch(0, "a");
    stream.again();
    assertThat(connection.sent).isEmpty();
    stream.close();
  }

  @Test
  void theEndIsWhenAllCamerasHaveSaidGoodbye() {
    ViewerStream<String> stream = watch(0, "a", "b");
    cameras.remove("a");
    runTasks();
    assertThat(connection.sent).hasSize(1).first().asString().endsWith("slate");
    connection.taken(stream);
    assertThat(connection.finished).isFalse();
    cameras.remove("b");
    runTasks();
    connection.taken(stream);
    assertThat(connection.sent).hasSize(2);
    assertThat(connection.finished).isTrue();
    stream.close();
  }

  @Test
  void aStreamThatMayBeSeenNoLongerEndsBehindTheFrameThatIsOnItsWay() {
    ViewerStream<String> all = watch(new Connection(), 0, "a");
    Instant soon = Instant.now().plusMillis(300);
    HttpAnswer.Stream view = streamOf("a");
    ViewerStream<String> stream =
        new ViewerStream<>(fanOut, new HttpAnswer.Stream(view.views(), view.rules(), soon, null));
    stream.begin(connection);
    show("a", 64);
    assertThat(connection.sent).containsExactly("64");
    Await.until("the end", () -> Instant.now().isAfter(soon.plusMillis(10)));
    stream.check(System.nanoTime());
    assertThat(connection.finished).as("a frame is on its way").isFalse();
    assertThat(stream.isOverdue(System.nanoTime())).isFalse();
    assertThat(stream.isOverdue(System.nanoTime() + 3_000_000_000L)).isTrue();
    connection.taken(stream);
    assertThat(connection.finished).isTrue();
    assertThat(all.isOverdue(System.nanoTime() + Long.MAX_VALUE / 2)).isFalse();
    stream.again();
    assertThat(connection.sent).containsExactly("64");
    stream.close();
    all.close();
  }

  @Test
  void aPartThatCannotBeMadeCostsNoPin() {
    ViewerStream<String> stream = watch(0, "a");
    broken = true;
    for (int width = 64; width <= 80; width += 8) {
      int picture = width;
      assertThatThrownBy(() -> show("a", picture)).hasMessage("no memory");
      assertThatThrownBy(asked::width).as("is closed").hasMessage("the frame is closed");
    }
    stream.next();
    broken = false;
    show("a", 88);
    assertThat(connection.sent).containsExactly("88");
    stream.close();
  }

  @Test
  void whoCannotWatchOneOfManyWatchesNone() {
    ScriptedSource source = new ScriptedSource();
    List<HttpAnswer.CameraView> views = new ArrayList<>();
    for (double maxFps : new double[] {0, -1}) {
      Camera camera = cameras.add("fps" + maxFps, source, SinkStage.PATIENT);
      views.add(
          new HttpAnswer.CameraView(camera, Rendition.SOURCE, maxFps, MjpegWriters.forClients()));
    }
    assertThatThrownBy(() -> new ViewerStream<>(fanOut, new HttpAnswer.Stream(views)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(cameras.all()).allMatch(camera -> camera.status().viewers() == 0);
  }
}
