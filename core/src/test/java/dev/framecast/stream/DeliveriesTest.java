package dev.framecast.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraStatus;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.http.HttpAnswer;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.mjpeg.MjpegWriters;
import dev.framecast.sink.Await;
import dev.framecast.sink.Pictures;
import dev.framecast.sink.ScriptedSource;
import dev.framecast.sink.SinkStage;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which frames a camera counts as delivered, and when. */
class DeliveriesTest {
  private final Cameras cameras = new Cameras();
  private final ScriptedSource source = new ScriptedSource();
  private final Camera door = cameras.add("door", source, SinkStage.PATIENT);
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final FanOut<Integer> fanOut =
      new FanOut<>(tasks::add, DeliveriesTest::size, System::nanoTime);

  private static int size(Frame frame, MjpegWriter writer) {
    return frame.size();
  }

  private static class Connection implements ViewerStream.Connection<Integer> {
    private boolean isFast;
    private boolean isLost;
    private boolean isBusy;
    private int sentBytes;

    @Override
    public boolean isFree() {
      return !isBusy && !isLost;
    }

    @Override
    public void send(SharedFrame<Integer> frame, Integer part) {
      if (isLost) {
        throw new IllegalStateException("lost");
      }
      sentBytes += part;
      isBusy = !isFast;
    }

    void taken(ViewerStream<Integer> stream) {
      isBusy = false;
      stream.next();
    }

    @Override
    public void finish() {}
  }

  private ViewerStream<Integer> watch(Connection to) {
    ViewerStream<Integer> stream =
        new ViewerStream<>(
            fanOut,
            new HttpAnswer.Stream(
                List.of(
                    new HttpAnswer.CameraView(
                        door, Rendition.SOURCE, 0, MjpegWriters.forManyCameras("door")))));
    stream.begin(to);
    return stream;
  }

  private void show() {
    long before = published();
    source.show(Pictures.small(64));
    Await.until("a frame", () -> published() > before);
    Await.until("its wake-up", () -> !tasks.isEmpty());
    runTasks();
  }

  private long published() {
    return door.status().renditions().stream().mapToLong(r -> r.published()).sum();
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private long delivered() {
    return door.status().delivered();
  }

  @AfterEach
  void close() {
    cameras.close();
  }

  @Test
  void aFrameCountsWhenItsLastByteIsOut() {
    Connection slow = new Connection();
    ViewerStream<Integer> stream = watch(slow);
    show();
    assertThat(delivered()).isZero();
    slow.taken(stream);
    CameraStatus status = door.status();
    assertThat(status.delivered()).isEqualTo(1);
    assertThat(status.deliveredBytes()).isEqualTo(slow.sentBytes).isPositive();
    assertThat(status.deliveryAges().count()).isEqualTo(1);
    assertThat(status.deliveryAges().nanos()).isPositive();
    stream.next();
    assertThat(delivered()).isEqualTo(1);
  }

  @Test
  void aFrameThatIsOutAtOnceCountsAtOnceAndForEachViewer() {
    Connection first = new Connection();
    Connection second = new Connection();
    first.isFast = true;
    second.isFast = true;
    watch(first);
    watch(second);
    show();
    assertThat(delivered()).isEqualTo(2);
    show();
    assertThat(delivered()).isEqualTo(4);
    assertThat(door.status().captured()).isEqualTo(2);
  }

  @Test
  void aFrameThatAViewerLeavesInTheMiddleOfDoesNotCount() {
    Connection lost = new Connection();
    ViewerStream<Integer> stream = watch(lost);
    show();
    lost.isLost = true;
    stream.next();
    stream.close();
    stream.next();
    assertThat(delivered()).isZero();
  }

  @Test
  void aFrameThatCannotBeSentDoesNotCount() {
    Connection broken =
        new Connection() {
          @Override
          public boolean isFree() {
            return true;
          }
        };
    broken.isLost = true;
    ViewerStream<Integer> stream = watch(broken);
    assertThatThrownBy(this::show).hasMessage("lost");
    stream.next();
    assertThat(delivered()).isZero();
  }

  @Test
  void aFrameThatIsSentOnceMoreDoesNotCountAgain() {
    Connection fast = new Connection();
    fast.isFast = true;
    ViewerStream<Integer> stream = watch(fast);
    show();
    int bytes = fast.sentBytes;
    stream.again();
    assertThat(fast.sentBytes).isEqualTo(2 * bytes);
    assertThat(delivered()).isEqualTo(1);
  }

  @Test
  void slatesDoNotCount() {
    Connection fast = new Connection();
    fast.isFast = true;
    watch(fast);
    show();
    int bytes = fast.sentBytes;
    door.close();
    Await.until(
        "the last slate",
        () -> {
          runTasks();
          return fast.sentBytes > bytes;
        });
    assertThat(delivered()).isEqualTo(1);
    assertThat(door.status().deliveredBytes()).isEqualTo(bytes);
  }
}
