package dev.framecast.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.frame.Frame;
import dev.framecast.frame.Rendition;
import dev.framecast.http.HttpAnswer;
import dev.framecast.sink.Await;
import dev.framecast.sink.Pictures;
import dev.framecast.sink.ScriptedSource;
import dev.framecast.sink.SinkStage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a snapshot, on a thread that is the test's own. */
class PendingSnapshotTest {
  private final Cameras cameras = new Cameras();
  private final ScriptedSource source = new ScriptedSource();
  private final Camera camera = cameras.add("door", source, SinkStage.PATIENT);
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Receiver receiver = new Receiver();

  private static final class Receiver implements PendingSnapshot.Receiver {
    private Frame frame;
    private HttpAnswer.Content answer;
    private volatile boolean refused;

    @Override
    public void taken(Frame taken) {
      frame = taken;
    }

    @Override
    public void failed(HttpAnswer.Content failure) {
      answer = failure;
    }

    @Override
    public void refused() {
      refused = true;
    }
  }

  private PendingSnapshot take(Duration timeout) {
    return new PendingSnapshot(
        new HttpAnswer.Snapshot(
            camera,
            Rendition.SOURCE,
            Duration.ofMinutes(1),
            timeout,
            Map.of("X-Rule", "yes"),
            null));
  }

  private void runTask() {
    Await.until("an outcome", () -> !tasks.isEmpty());
    tasks.remove().run();
  }

  @AfterEach
  void close() {
    cameras.close();
  }

  @Test
  void theFrameIsToldOnTheSinksThread() {
    take(Duration.ofMinutes(1)).tell(tasks::add, receiver);
    source.show(Pictures.small(64));
    Await.until("an outcome", () -> !tasks.isEmpty());
    assertThat(receiver.frame).isNull();
    runTask();
    assertThat(receiver.frame.width()).isEqualTo(64);
    receiver.frame.close();
  }

  @Test
  void whyThereIsNoneIsToldWithTheHeadersOfTheRules() {
    take(Duration.ofMillis(1)).tell(tasks::add, receiver);
    runTask();
    assertThat(receiver.answer.status()).isEqualTo(503);
    assertThat(receiver.answer.headers()).containsEntry("X-Rule", "yes");
  }

  @Test
  void whatIsCancelledIsNotTold() {
    PendingSnapshot taking = take(Duration.ofMinutes(1));
    taking.tell(tasks::add, receiver);
    taking.cancel();
    runTask();
    assertThat(receiver.frame).isNull();
    assertThat(receiver.answer).isNull();
    Await.until("that nobody waits", () -> camera.status().viewers() == 0);
  }

  @Test
  void aFrameThatIsThereAlreadyIsLetGoOfWhenItIsNotWanted() {
    take(Duration.ofMinutes(1)).tell(tasks::add, receiver);
    source.show(Pictures.small(64));
    runTask();
    PendingSnapshot told = take(Duration.ofMinutes(1));
    told.tell(tasks::add, receiver);
    told.cancel();
    receiver.frame.close();
    runTask();
    PendingSnapshot untold = take(Duration.ofMinutes(1));
    untold.cancel();
    assertThatThrownBy(receiver.frame::width).hasMessage("the frame is closed");
  }

  @Test
  void aThreadThatHasEndedLeavesNothingBehind() {
    take(Duration.ofMinutes(1))
        .tell(
            task -> {
              throw new RejectedExecutionException("thrown on purpose by a test");
            },
            receiver);
    source.show(Pictures.small(64));
    Await.until("the refusal", () -> receiver.refused);
    assertThat(receiver.frame).isNull();
  }
}
