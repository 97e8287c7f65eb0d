package dev.framecast.ring;

import static dev.framecast.ring.Chains.all;
import static dev.framecast.ring.Chains.delta;
import static dev.framecast.ring.Chains.deltas;
import static dev.framecast.ring.Chains.key;
import static dev.framecast.ring.Chains.next;
import static dev.framecast.ring.Chains.publish;
import static dev.framecast.ring.Chains.slate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FrameChainTest {
  private final AtomicLong clock = new AtomicLong();
  private final FrameChain chain = new FrameChain(ChainBounds.USUAL, clock::get);

  @Test
  void aReaderIsGivenAllUnitsInTheirOrder() {
    key(chain, 1);
    deltas(chain, 5);
    assertThat(all(chain, 0)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(all(chain, 3)).containsExactly(4L, 5L);
  }

  @Test
  void aNewReaderBeginsAtTheNewestKeyFrame() {
    key(chain, 1);
    deltas(chain, 4);
    key(chain, 5);
    deltas(chain, 7);
    assertThat(all(chain, 0)).containsExactly(5L, 6L, 7L);
  }

  @Test
  void whoHasSeenTheNewestIsGivenNothing() {
    key(chain, 1);
    delta(chain, 2);
    assertThat(next(chain, 2)).isZero();
    assertThat(next(chain, 3)).isZero();
    assertThat(next(chain, Long.MAX_VALUE)).isZero();
  }

  @Test
  void whoSawWhatNeverWasHereGetsAKeyFrameOrNothing() {
    key(chain, 10);
    delta(chain, 20);
    delta(chain, 30);
    assertThat(next(chain, 5)).isEqualTo(10);
    assertThat(next(chain, 15)).isZero();
    assertThat(next(chain, 25)).isZero();
    key(chain, 40);
    assertThat(next(chain, 15)).isEqualTo(40);
    assertThat(next(chain, 30)).isEqualTo(40);
    assertThat(next(chain, -7)).isEqualTo(40);
  }

  @Test
  void sequencesMayHaveGaps() {
    long sequence = 1_000_000_000_000L;
    key(chain, sequence);
    for (int i = 1; i < 300; i++) {
      sequence += 1 + i % 7 * (i % 3) * 1_000;
      delta(chain, sequence);
    }
    assertThat(all(chain, 0)).hasSize(300).endsWith(sequence);
  }

  @Test
  void whoIsALittleBehindSeesTheEndOfAGroup() {
    key(chain, 1);
    deltas(chain, 4);
    key(chain, 5);
    delta(chain, 6);
    assertThat(all(chain, 2)).containsExactly(3L, 4L, 5L, 6L);
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(499));
    delta(chain, 7);
    assertThat(all(chain, 2)).containsExactly(3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void aGroupIsGoneHalfASecondAfterTheNextOneHasBegun() {
    key(chain, 1);
    deltas(chain, 4);
    key(chain, 5);
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
    delta(chain, 6);
    assertThat(all(chain, 2)).containsExactly(5L, 6L);
    assertThat(chain.unitCount()).isEqualTo(2);
  }

  @Test
  void keyFramesAloneAreKeptForHalfASecondEach() {
    for (int i = 1; i <= 100; i++) {
      clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
      key(chain, i);
    }
    assertThat(chain.unitCount()).isEqualTo(6);
    assertThat(all(chain, 95)).containsExactly(96L, 97L, 98L, 99L, 100L);
    assertThat(all(chain, 90)).containsExactly(100L);
    assertThat(all(chain, 0)).containsExactly(100L);
  }

  @Test
  void aSlateEndsAGroupAtOnce() {
    key(chain, 1);
    deltas(chain, 4);
    slate(chain, 5);
    assertThat(all(chain, 0)).containsExactly(5L);
    assertThat(all(chain, 2)).containsExactly(5L);
    assertThat(chain.unitCount()).isEqualTo(1);
  }

  @Test
  void afterASlateComesAKeyFrame() {
    slate(chain, 1);
    delta(chain, 2); // of a session that does not know of the slate
    assertThat(next(chain, 1)).isZero();
    key(chain, 3);
    delta(chain, 4);
    assertThat(all(chain, 1)).containsExactly(3L, 4L);
    assertThat(all(chain, 0)).containsExactly(3L, 4L);
  }

  @Test
  void beforeTheFirstKeyFrameThereIsNothing() {
    delta(chain, 1);
    delta(chain, 2);
    assertThat(chain.sequence()).isZero();
    assertThat(all(chain, 0)).isEmpty();
    assertThat(next(chain, 1)).isZero();
    key(chain, 3);
    assertThat(all(chain, 0)).containsExactly(3L);
  }

  @Test
  void whatComesByANewConnectionDoesNotBuildOnTheOldOne() {
    key(chain, 1);
    publish(chain, 2, false, 10, 2);
    publish(chain, 3, false, 10, 2);
    assertThat(all(chain, 0)).containsExactly(1L);
    publish(chain, 4, true, 10, 2);
    publish(chain, 5, false, 10, 2);
    assertThat(all(chain, 1)).containsExactly(4L, 5L);
  }

  @Test
  void aUnitHoldsWhatTheSlotSaid() {
    FrameSlot slot = chain.claim();
    slot.put(new byte[] {7, 7, 7}, 0, 3);
    slot.video(Chains.VIDEO, true);
    slot.capturedAt(5);
    slot.presentedAt(9);
    chain.publishSilently(7, 640, 360, true, 3);
    slot.clear();
    slot.put(new byte[] {1, 1, 1}, 0, 3);
    try (Frame frame = chain.acquireNext(0)) {
      Chains.check(frame);
      assertThat(frame.size()).isEqualTo(3);
      assertThat(frame.isKey()).isTrue();
      assertThat(frame.live()).isTrue();
      assertThat(frame.format()).isEqualTo(FrameFormat.H264);
      assertThat(frame.video()).isSameAs(Chains.VIDEO);
      assertThat(frame.capturedNanos()).isEqualTo(5);
      assertThat(frame.presentedMicros()).isEqualTo(9);
      assertThat(frame.epoch()).isEqualTo(3);
      assertThat(frame.width()).isEqualTo(640);
      assertThat(frame.height()).isEqualTo(360);
    }
    delta(chain, 8);
    try (Frame frame = chain.acquireNext(7)) {
      assertThat(frame).isNull(); // of another connection
    }
    slate(chain, 9);
    try (Frame frame = chain.acquireNext(0)) {
      assertThat(frame.isKey()).isTrue();
      assertThat(frame.live()).isFalse();
      assertThat(frame.format()).isEqualTo(FrameFormat.JPEG);
      assertThat(frame.video()).isNull();
    }
  }

  @Test
  void whatFollowsAUnitThatCouldNotBeStoredIsLeftOut() {
    AtomicBoolean fails = new AtomicBoolean();
    FrameChain failing =
        new FrameChain(
            ChainBounds.USUAL,
            () -> {
              if (fails.getAndSet(false)) {
                throw new OutOfMemoryError("thrown on purpose by a test");
              }
              return clock.get();
            });
    key(failing, 1);
    delta(failing, 2);
    fails.set(true);
    assertThatThrownBy(() -> delta(failing, 3)).isInstanceOf(OutOfMemoryError.class);
    delta(failing, 4);
    assertThat(all(failing, 0)).containsExactly(1L, 2L);
    key(failing, 5);
    delta(failing, 6);
    assertThat(all(failing, 0)).containsExactly(5L, 6L);
  }

  @Test
  void aUnitMayBeEmpty() {
    publish(chain, 1, true, 0);
    try (Frame frame = chain.acquireNext(0)) {
      assertThat(frame.size()).isZero();
      assertThat(frame.bytes().remaining()).isZero();
    }
  }

  @Test
  void sequencesMustRise() {
    key(chain, 5);
    chain.claim();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chain.publishSilently(5, 1, 1, true, 0))
        .withMessage("sequence 5: must be above the last one's, 5");
    chain.publishSilently(6, 1, 1, true, 0);
  }

  @Test
  void aForfeitedSlotIsNeverSeenAgain() {
    key(chain, 1);
    FrameSlot lost = chain.claim();
    chain.forfeit();
    chain.forfeit();
    for (int i = 2; i < 100; i++) {
      FrameSlot slot = chain.claim();
      assertThat(slot).isNotSameAs(lost);
      lost.put(new byte[] {99}, 0, 1); // by a writer who hung and came back
      slot.put(new byte[] {(byte) i}, 0, 1);
      slot.video(Chains.VIDEO, false);
      chain.publishSilently(i, 1, 1, true, 1);
      assertThat(next(chain, i - 1)).isEqualTo(i);
    }
    assertThat(all(chain, 0)).hasSize(99);
  }

  @Test
  void anAbandonedSlotIsUsedAgain() {
    key(chain, 1);
    FrameSlot slot = chain.claim();
    slot.video(Chains.VIDEO, true);
    chain.abandon();
    assertThat(chain.claim()).isSameAs(slot);
    assertThat(slot.video()).isNull();
    chain.abandon();
    delta(chain, 2);
    assertThat(all(chain, 0)).containsExactly(1L, 2L);
  }

  @Test
  void aHeldFrameStaysWhileTheChainGoesOn() {
    key(chain, 1);
    deltas(chain, 3);
    try (Frame key = chain.acquireNext(0);
        Frame delta = chain.acquireNext(2)) {
      for (int i = 4; i < 3_000; i++) {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(40));
        publish(chain, i, i % 25 == 0, 2_000);
        Chains.check(key);
        Chains.check(delta);
      }
      assertThat(key.sequence()).isEqualTo(1);
      assertThat(delta.sequence()).isEqualTo(3);
    }
  }
}
