package dev.framecast.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Await;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link FrameBuffer} must do. A subclass names the implementation. */
@Timeout(30)
public abstract class FrameBufferContract {
  private static final Duration SHORT = Duration.ofMillis(30);

  /** A buffer without a frame, which is its {@link FrameWriter}, too. */
  protected abstract FrameBuffer create();

  /** Publishes a frame of some length whose bytes are all that value. */
  protected static long publish(FrameBuffer buffer, int value, int length) {
    FrameWriter writer = (FrameWriter) buffer;
    FrameSlot slot = writer.claim();
    ByteBuffer bytes = slot.reserve(length);
    for (int i = 0; i < length; i++) {
      bytes.put((byte) value);
    }
    slot.capturedAt(value);
    return writer.publish(100 + value, 200 + value, value % 2 == 0);
  }

  /** The value that all bytes of the frame have. */
  protected static int value(Frame frame) {
    ByteBuffer bytes = frame.bytes();
    byte first = bytes.get();
    while (bytes.hasRemaining()) {
      assertThat(bytes.get()).isEqualTo(first);
    }
    return first;
  }

  @Test
  void thereIsNothingBeforeTheFirstFrame() throws InterruptedException {
    FrameBuffer buffer = create();
    assertThat(buffer.acquireNext(0)).isNull();
    assertThat(buffer.sequence()).isZero();
    assertThat(Await.frame(buffer, 0, Duration.ZERO)).isNull();
  }

  @Test
  void aFrameHoldsWhatWasWritten() {
    FrameBuffer buffer = create();
    publish(buffer, 4, 7);
    try (Frame frame = buffer.acquireNext(0)) {
      assertThat(value(frame)).isEqualTo(4);
      assertThat(frame.size()).isEqualTo(7);
      assertThat(frame.bytes().remaining()).isEqualTo(7);
      assertThat(frame.bytes().isReadOnly()).isTrue();
      assertThat(frame.width()).isEqualTo(104);
      assertThat(frame.height()).isEqualTo(204);
      assertThat(frame.live()).isTrue();
      assertThat(frame.sequence()).isEqualTo(1);
      assertThat(frame.capturedNanos()).isEqualTo(4);
    }
  }

  @Test
  void theNewestFrameWins() {
    FrameBuffer buffer = create();
    publish(buffer, 1, 10);
    publish(buffer, 2, 20);
    publish(buffer, 3, 5);
    try (Frame frame = buffer.acquireNext(0)) {
      assertThat(value(frame)).isEqualTo(3);
      assertThat(frame.size()).isEqualTo(5);
      assertThat(frame.live()).isFalse();
    }
  }

  @Test
  void aFrameIsThereForEverybodyAndAgain() {
    FrameBuffer buffer = create();
    publish(buffer, 1, 10);
    try (Frame one = buffer.acquireNext(0);
        Frame other = buffer.acquireNext(0)) {
      assertThat(one.sequence()).isEqualTo(other.sequence());
    }
    try (Frame again = buffer.acquireNext(0)) {
      assertThat(value(again)).isEqualTo(1);
    }
  }

  @Test
  void onlyNewerFramesAreGivenToWhoAsksForThese() {
    FrameBuffer buffer = create();
    publish(buffer, 1, 10);
    assertThat(buffer.acquireNext(1)).isNull();
    try (Frame frame = buffer.acquireNext(0)) {
      assertThat(frame.sequence()).isEqualTo(1);
    }
    publish(buffer, 2, 10);
    publish(buffer, 3, 10);
    try (Frame frame = buffer.acquireNext(1)) {
      assertThat(frame.sequence()).isEqualTo(3);
    }
  }

  @Test
  void sequencesRiseByOne() {
    FrameBuffer buffer = create();
    for (int i = 1; i <= 1_000; i++) {
      assertThat(publish(buffer, i % 100, 3)).isEqualTo(i);
      assertThat(buffer.sequence()).isEqualTo(i);
    }
  }

  @Test
  void anAbandonedSlotIsNeverSeenAndCostsNoSequence() {
    FrameBuffer buffer = create();
    FrameWriter writer = (FrameWriter) buffer;
    publish(buffer, 1, 10);
    writer.claim().put(new byte[] {9, 9}, 0, 2);
    writer.abandon();
    writer.abandon();
    try (Frame frame = buffer.acquireNext(0)) {
      assertThat(value(frame)).isEqualTo(1);
    }
    assertThat(publish(buffer, 2, 10)).isEqualTo(2);
  }

  @Test
  void aClaimedSlotIsEmpty() {
    FrameWriter writer = (FrameWriter) create();
    for (int i = 0; i < 10; i++) {
      FrameSlot slot = writer.claim();
      assertThat(slot.length()).isZero();
      assertThat(slot.isStamped()).isFalse();
      assertThat(slot.isPassedThrough()).isFalse();
      slot.passThrough(ByteBuffer.wrap(new byte[] {1, 2}));
      slot.capturedAt(5);
      writer.publish(1, 1, true);
    }
  }

  @Test
  void misuseByTheWriterIsToldToTheWriter() {
    FrameWriter writer = (FrameWriter) create();
    assertThatIllegalStateException().isThrownBy(() -> writer.publish(1, 1, true));
    writer.claim();
    assertThatIllegalStateException().isThrownBy(writer::claim);
    writer.publish(1, 1, true);
    assertThatIllegalStateException().isThrownBy(() -> writer.publish(1, 1, true));
  }

  @Test
  void heldFramesStayWhileHundredsGoBy() {
    FrameBuffer buffer = create();
    List<Frame> held = new ArrayList<>();
    for (int i = 1; i <= 600; i++) {
      publish(buffer, i % 100, 50 + i % 100);
      if (i % 60 == 1) {
        held.add(buffer.acquireNext(0));
      }
    }
    for (int k = 0; k < held.size(); k++) {
      int i = 60 * k + 1;
      assertThat(held.get(k).sequence()).isEqualTo(i);
      assertThat(held.get(k).size()).isEqualTo(50 + i % 100);
      assertThat(value(held.get(k))).isEqualTo(i % 100);
    }
    held.forEach(Frame::close);
  }

  @Test
  void aSecondCloseDoesNotUndoAnothersHold() {
    FrameBuffer buffer = create();
    publish(buffer, 1, 10);
    Frame mine = buffer.acquireNext(0);
    try (Frame others = buffer.acquireNext(0)) {
      mine.close();
      mine.close();
      mine.close();
      for (int i = 2; i < 100; i++) {
        publish(buffer, i, 10);
      }
      assertThat(value(others)).isEqualTo(1);
    }
  }

  @Test
  void aClosedFrameIsNotToBeUsed() {
    FrameBuffer buffer = create();
    publish(buffer, 1, 10);
    Frame frame = buffer.acquireNext(0);
    frame.close();
    assertThatIllegalStateException().isThrownBy(frame::sequence).withMessageContaining("closed");
    assertThatIllegalStateException().isThrownBy(frame::bytes);
    assertThatIllegalStateException().isThrownBy(frame::size);
    assertThatIllegalStateException().isThrownBy(frame::width);
    assertThatIllegalStateException().isThrownBy(frame::height);
    assertThatIllegalStateException().isThrownBy(frame::live);
    assertThatIllegalStateException().isThrownBy(frame::capturedNanos);
    assertThatIllegalStateException().isThrownBy(frame::capturedMicros);
  }

  @Test
  void aWaitEndsWithTheTime() throws InterruptedException {
    FrameBuffer buffer = create();
    publish(buffer, 1, 10);
    long begun = System.nanoTime();
    assertThat(Await.frame(buffer, 1, SHORT)).isNull();
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(SHORT.toNanos());
  }

  @Test
  void aWaitEndsWithAFrame() throws Exception {
    FrameBuffer buffer = create();
    AtomicReference<Thread> waiting = new AtomicReference<>();
    CompletableFuture<Integer> seen =
        CompletableFuture.supplyAsync(
            () -> {
              waiting.set(Thread.currentThread());
              try (Frame frame = Await.frame(buffer, 0, Await.LONG)) {
                return value(frame);
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    Await.until("the reader waits", () -> isWaiting(waiting.get()));
    publish(buffer, 7, 10);
    assertThat(seen.get()).isEqualTo(7);
  }

  @Test
  void aWaitEndsWithAnInterrupt() throws Exception {
    FrameBuffer buffer = create();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread reader =
        new Thread(
            () -> {
              try (Frame frame = Await.frame(buffer, 0, Await.LONG)) {
                thrown.set(new AssertionError("a frame: " + frame));
              } catch (InterruptedException e) {
                thrown.set(e);
              }
            });
    reader.start();
    Await.until("the reader waits", () -> isWaiting(reader));
    reader.interrupt();
    reader.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }

  private static boolean isWaiting(Thread thread) {
    return thread != null && thread.getState() == Thread.State.TIMED_WAITING;
  }

  @Test
  void eachPublicationWakes() {
    FrameBuffer buffer = create();
    FrameWriter writer = (FrameWriter) buffer;
    List<Long> seen = new ArrayList<>();
    try (Registration registration = buffer.onPublish(() -> seen.add(buffer.sequence()))) {
      assertThat(registration).isNotNull();
      publish(buffer, 1, 1);
      publish(buffer, 2, 1);
      writer.claim();
      writer.abandon();
      publish(buffer, 3, 1);
    }
    publish(buffer, 4, 1);
    assertThat(seen).containsExactly(1L, 2L, 3L);
  }

  @Test
  void theSameWakeUpCanBeRegisteredTwice() {
    FrameBuffer buffer = create();
    AtomicInteger count = new AtomicInteger();
    Runnable wakeUp = count::incrementAndGet;
    Registration one = buffer.onPublish(wakeUp);
    Registration other = buffer.onPublish(wakeUp);
    publish(buffer, 1, 1);
    assertThat(count).hasValue(2);
    one.close();
    one.close();
    publish(buffer, 2, 1);
    assertThat(count).hasValue(3);
    other.close();
    publish(buffer, 3, 1);
    assertThat(count).hasValue(3);
  }

  @Test
  void aWakeUpThatThrowsHurtsNobody() {
    FrameBuffer buffer = create();
    AtomicInteger count = new AtomicInteger();
    buffer.onPublish(
        () -> {
          throw new IllegalArgumentException("thrown on purpose by a test");
        });
    buffer.onPublish(
        () -> {
          throw new AssertionError("thrown on purpose by a test");
        });
    buffer.onPublish(count::incrementAndGet);
    assertThat(publish(buffer, 1, 1)).isEqualTo(1);
    assertThat(publish(buffer, 2, 1)).isEqualTo(2);
    assertThat(count).hasValue(2);
    try (Frame frame = buffer.acquireNext(0)) {
      assertThat(value(frame)).isEqualTo(2);
    }
  }

  @Test
  void aWakeUpCanEndItself() {
    FrameBuffer buffer = create();
    AtomicReference<Registration> registration = new AtomicReference<>();
    AtomicInteger count = new AtomicInteger();
    registration.set(
        buffer.onPublish(
            () -> {
              count.incrementAndGet();
              registration.get().close();
            }));
    publish(buffer, 1, 1);
    publish(buffer, 2, 1);
    assertThat(count).hasValue(1);
  }

  @Test
  void aWakeUpIsNeeded() {
    FrameBuffer buffer = create();
    assertThatThrownBy(() -> buffer.onPublish(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void readersSeeWholeFramesAndGoForwardWhileTheWriterWrites() throws Exception {
    FrameBuffer buffer = create();
    int frames = 20_000;
    List<CompletableFuture<Integer>> readers = new ArrayList<>();
    for (int r = 0; r < 2; r++) {
      readers.add(CompletableFuture.supplyAsync(() -> read(buffer, frames)));
    }
    for (int i = 1; i <= frames; i++) {
      publish(buffer, i % 100, 64);
    }
    for (CompletableFuture<Integer> reader : readers) {
      assertThat(reader.get()).isPositive();
    }
  }

  private static int read(FrameBuffer buffer, long until) {
    long last = 0;
    int seen = 0;
    while (last < until) {
      try (Frame frame = Await.frame(buffer, last, Await.LONG)) {
        assertThat(frame.sequence()).isGreaterThan(last);
        last = frame.sequence();
        assertThat(value(frame)).isEqualTo((int) (last % 100));
        seen++;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return seen;
  }
}
