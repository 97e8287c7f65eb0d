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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which frame is next, on a thread that is the test's own. */
class DeliveryTest {
  private final Cameras cameras = new Cameras();
  private final Map<String, ScriptedSource> sources = new TreeMap<>();
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private Frame made;
  private boolean broken;
  private final List<String> dropped = new ArrayList<>();
  private final FrameFeeds<String> feeds =
      new FrameFeeds<>(
          tasks::add,
          new PartMaker<>() {
            @Override
            public String make(Frame frame, MjpegWriter writer) {
              made = frame;
              if (broken) {
                throw new OutOfMemoryError("no memory");
              }
              return frame.width() + (frame.live() ? "" : " slate");
            }

            @Override
            public void drop(String part) {
              dropped.add(part);
            }
          });

  /** A connection that takes a frame when the test says so. */
  private static class Connection implements Delivery.Outlet<String> {
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

    void taken(Delivery<String> delivery) {
      SharedFrame<String> frame = onItsWay;
      onItsWay = null;
      frame.release();
      delivery.next();
    }

    @Override
    public void finish() {
      finished = true;
    }
  }

  private final Connection connection = new Connection();

  private Delivery<String> deliver(double maxFps, String... ids) {
    List<HttpAnswer.Wish> wishes = new ArrayList<>();
    for (String id : ids) {
      ScriptedSource source = new ScriptedSource();
      sources.put(id, source);
      Camera camera = cameras.add(id, source, SinkStage.PATIENT);
      wishes.add(
          new HttpAnswer.Wish(
              camera, Rendition.SOURCE, maxFps, MjpegWriters.forManyCameras(camera.id())));
    }
    Delivery<String> delivery = new Delivery<>(feeds, new HttpAnswer.Stream(wishes));
    delivery.begin(connection);
    return delivery;
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
    Delivery<String> delivery = deliver(0, "a", "b", "c");
    show("a", 64);
    for (int width = 80; width <= 160; width += 16) {
      show("b", width);
      show("c", width + 256);
      show("a", width + 512);
    }
    assertThat(connection.sent).containsExactly("64");
    for (int i = 0; i < 3; i++) {
      connection.taken(delivery);
    }
    assertThat(connection.sent).containsExactly("64", "160", "416", "672");
    connection.taken(delivery);
    assertThat(connection.sent).as("nothing is new").hasSize(4);
    assertThat(connection.finished).isFalse();
    delivery.close();
  }

  @Test
  void whatIsOnItsWayIsHeldAndThenLetGoOf() {
    Delivery<String> delivery = deliver(0, "a");
    show("a", 64);
    assertThat(connection.sent).containsExactly("64");
    assertThat(dropped).isEmpty();
    delivery.close();
    assertThat(dropped).as("still being written").isEmpty();
    connection.taken(delivery);
    assertThat(dropped).containsExactly("64");
    assertThat(cameras.find("a").status().viewers()).isZero();
  }

  @Test
  void framesThatComeTooSoonArePassedOverForGood() {
    Delivery<String> delivery = deliver(0.001, "a");
    Subscription all = cameras.find("a").subscribe();
    show("a", 64);
    connection.taken(delivery);
    show("a", 80);
    delivery.next();
    delivery.look(System.nanoTime());
    assertThat(connection.sent).containsExactly("64");
    delivery.again();
    assertThat(connection.sent).as("the newest, to see who is there").containsExactly("64", "80");
    all.close();
    delivery.close();
  }

  @Test
  void aCameraThatIsBackIsSeenAtOnceHoweverFewFramesAreWanted() {
    Delivery<String> delivery = deliver(0.001, "a");
    Await.until(
        "a slate, since no picture comes",
        () -> {
          runTasks();
          return !connection.sent.isEmpty();
        });
    assertThat(connection.sent.get(0)).endsWith("slate");
    connection.taken(delivery);
    show("a", 64);
    assertThat(connection.sent).last().isEqualTo("64");
    delivery.close();
  }

  @Test
  void aViewerWhoFailsDoesNotTakeTheFrameFromOthers() {
    Delivery<String> first = deliver(0, "a");
    Connection broken =
        new Connection() {
          @Override
          public void send(SharedFrame<String> frame, String part) {
            throw new OutOfMemoryError("no memory");
          }
        };
    HttpAnswer.Wish wish =
        new HttpAnswer.Wish(
            cameras.find("a"), Rendition.SOURCE, 0, MjpegWriters.forManyCameras("a"));
    Delivery<String> second = new Delivery<>(feeds, new HttpAnswer.Stream(List.of(wish)));
    second.begin(broken); // it comes before the first, since it joined last
    assertThatThrownBy(() -> show("a", 64)).hasMessage("no memory");
    assertThat(connection.sent).containsExactly("64");
    connection.taken(first);
    first.close();
    second.close();
    assertThat(dropped).as("nobody holds the frame").containsExactly("64");
  }

  @Test
  void nothingIsSentAgainThatWasThereBefore() {
    Delivery<String> delivery = deliver(0, "a");
    delivery.again();
    assertThat(connection.sent).isEmpty();
    delivery.close();
  }

  @Test
  void theEndIsWhenAllCamerasHaveSaidGoodbye() {
    Delivery<String> delivery = deliver(0, "a", "b");
    cameras.remove("a");
    runTasks();
    assertThat(connection.sent).hasSize(1).first().asString().endsWith("slate");
    connection.taken(delivery);
    assertThat(connection.finished).isFalse();
    cameras.remove("b");
    runTasks();
    connection.taken(delivery);
    assertThat(connection.sent).hasSize(2);
    assertThat(connection.finished).isTrue();
    delivery.close();
  }

  @Test
  void aPartThatCannotBeMadeCostsNoPin() {
    Delivery<String> delivery = deliver(0, "a");
    broken = true;
    for (int width = 64; width <= 80; width += 8) {
      int picture = width;
      assertThatThrownBy(() -> show("a", picture)).hasMessage("no memory");
      assertThatThrownBy(made::width).as("is closed").hasMessage("the frame is closed");
    }
    delivery.next();
    broken = false;
    show("a", 88);
    assertThat(connection.sent).containsExactly("88");
    delivery.close();
  }

  @Test
  void whoCannotWatchOneOfManyWatchesNone() {
    ScriptedSource source = new ScriptedSource();
    List<HttpAnswer.Wish> wishes = new ArrayList<>();
    for (double maxFps : new double[] {0, -1}) {
      Camera camera = cameras.add("fps" + maxFps, source, SinkStage.PATIENT);
      wishes.add(new HttpAnswer.Wish(camera, Rendition.SOURCE, maxFps, MjpegWriters.forClients()));
    }
    assertThatThrownBy(() -> new Delivery<>(feeds, new HttpAnswer.Stream(wishes)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(cameras.all()).allMatch(camera -> camera.status().viewers() == 0);
  }
}
