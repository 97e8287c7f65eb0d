package dev.framecast.ring;

import static dev.framecast.ring.Chains.all;
import static dev.framecast.ring.Chains.delta;
import static dev.framecast.ring.Chains.key;
import static dev.framecast.ring.Chains.next;
import static dev.framecast.ring.Chains.publish;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Groups of pictures that are too large, or go on for too long. */
class ChainBoundsTest {
  private final AtomicLong clock = new AtomicLong();
  private final FrameChain chain = new FrameChain(ChainBounds.USUAL, clock::get);

  /** A delta each tenth of a second up to that sequence. */
  private void tenths(long last) {
    for (long sequence = chain.sequence() + 1; sequence <= last; sequence++) {
      clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
      delta(chain, sequence);
    }
  }

  @Test
  void aGroupOfTenSecondsCanBeBegunAt() {
    key(chain, 1);
    tenths(101);
    assertThat(all(chain, 0)).hasSize(101);
  }

  @Test
  void nobodyBeginsAtAGroupThatGoesOnForLonger() {
    key(chain, 1);
    tenths(102);
    assertThat(all(chain, 0)).isEmpty();
    assertThat(next(chain, 1)).as("who has seen the key frame, but not kept up").isZero();
  }

  @Test
  void ofThatItsLastSecondIsThereForThoseWhoFollow() {
    key(chain, 1);
    tenths(300);
    assertThat(chain.unitCount()).isEqualTo(11);
    assertThat(all(chain, 289)).hasSize(11);
    assertThat(next(chain, 288)).isZero();
  }

  @Test
  void theNextKeyFrameIsBegunAtAgain() {
    key(chain, 1);
    tenths(300);
    key(chain, 301);
    assertThat(all(chain, 298)).containsExactly(299L, 300L, 301L);
    tenths(310);
    assertThat(all(chain, 0)).hasSize(10);
    assertThat(chain.unitCount()).isEqualTo(10);
  }

  @Test
  void nobodyBeginsAtAGroupOfMoreThanSixteenMebibytes() {
    publish(chain, 1, true, 8 << 20);
    publish(chain, 2, false, 7 << 20);
    assertThat(all(chain, 0)).containsExactly(1L, 2L);
    publish(chain, 3, false, 1 << 20);
    assertThat(next(chain, 0)).isZero();
    assertThat(next(chain, 1)).as("let go, to be no more than that").isEqualTo(2);
    assertThat(next(chain, 2)).isEqualTo(3);
  }

  @Test
  void manySmallUnitsAreBoundedToo() {
    key(chain, 1);
    for (int i = 2; i < 200_000; i++) {
      delta(chain, i);
    }
    assertThat(chain.unitCount()).isBetween(10_000, 65_536);
    assertThat(next(chain, 199_998)).isEqualTo(199_999);
    key(chain, 200_000);
    assertThat(all(chain, 0)).containsExactly(200_000L);
  }

  @Test
  void ofOlderGroupsNoMoreThanThatIsKept() {
    for (int i = 1; i <= 40; i++) {
      publish(chain, i, true, 1 << 20);
    }
    assertThat(chain.unitCount()).isEqualTo(16);
    assertThat(all(chain, 25)).hasSize(15);
  }

  @Test
  void aKeyFrameIsNeverTooLargeByItself() {
    publish(chain, 1, true, 20 << 20);
    assertThat(next(chain, 0)).isEqualTo(1);
    delta(chain, 2);
    assertThat(next(chain, 0)).isZero();
    assertThat(next(chain, 1)).isEqualTo(2);
    assertThat(chain.unitCount()).isEqualTo(1);
  }
}
