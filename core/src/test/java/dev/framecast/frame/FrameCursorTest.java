package dev.framecast.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FrameCursorTest {
  private static final long MILLI = 1_000_000;

  private final AtomicInteger open = new AtomicInteger();
  private long newest;
  private long at;
  private boolean live = true;
  private boolean ended;

  private final FrameBuffer frames =
      new FrameBuffer() {
        @Override
        public Frame acquireNext(long seen) {
          return newest > seen ? new TestFrame(new byte[0], newest, at / 1_000, live, open) : null;
        }

        @Override
        public long sequence() {
          return newest;
        }

        @Override
        public boolean isEnded() {
          return ended;
        }

        @Override
        public Registration onPublish(Runnable wakeUp) {
          throw new UnsupportedOperationException();
        }
      };

  private void publish(boolean isLive, long millis) {
    newest++;
    live = isLive;
    at = millis * MILLI;
  }

  /** The sequence of what is given, 0 for nothing. */
  private static long poll(FrameCursor cursor) {
    try (Frame frame = cursor.poll()) {
      return frame == null ? 0 : frame.sequence();
    }
  }

  @Test
  void noFrameComesTwice() {
    FrameCursor cursor = new FrameCursor(frames, 0, 0);
    assertThat(poll(cursor)).isZero();
    publish(true, 1);
    publish(true, 2);
    assertThat(poll(cursor)).as("the newest").isEqualTo(2);
    assertThat(poll(cursor)).isZero();
    assertThat(poll(new FrameCursor(frames, 2, 0))).as("begins after it").isZero();
  }

  @Test
  void liveFramesKeepToTheRateAndThoseLeftOutAreClosed() {
    FrameCursor cursor = new FrameCursor(frames, 0, 10);
    List<Long> given = new ArrayList<>();
    for (int millis = 0; millis < 1_000; millis += 20) {
      publish(true, millis);
      long sequence = poll(cursor);
      if (sequence != 0) {
        given.add(sequence);
      }
    }
    assertThat(given).hasSize(10);
    assertThat(open).as("frames that are open").hasValue(0);
  }

  @Test
  void slatesAndTheFirstLiveFrameAfterThemPassWhateverTheRate() {
    FrameCursor cursor = new FrameCursor(frames, 0, 1.0 / 60);
    publish(true, 0);
    assertThat(poll(cursor)).isEqualTo(1);
    publish(true, 100);
    assertThat(poll(cursor)).as("a minute is not over").isZero();
    publish(false, 1_000);
    assertThat(poll(cursor)).isEqualTo(3);
    publish(false, 2_000);
    assertThat(poll(cursor)).isEqualTo(4);
    publish(true, 2_100);
    assertThat(poll(cursor)).as("back").isEqualTo(5);
    publish(true, 2_200);
    assertThat(poll(cursor)).isZero();
  }

  @Test
  void theEndIsReachedWhenAllWasSeenOrLeftOut() {
    FrameCursor cursor = new FrameCursor(frames, 0, 1);
    publish(true, 0);
    assertThat(cursor.isAtEnd()).isFalse();
    ended = true;
    assertThat(cursor.isAtEnd()).as("one to come").isFalse();
    assertThat(poll(cursor)).isEqualTo(1);
    assertThat(cursor.isAtEnd()).isTrue();
    assertThat(new FrameCursor(frames, 1, 0).isAtEnd()).isTrue();
  }
}
