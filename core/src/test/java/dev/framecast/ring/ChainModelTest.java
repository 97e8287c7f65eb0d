package dev.framecast.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chain does what {@link SimpleChain} says, whatever comes. */
class ChainModelTest {
  private static final ChainBounds SMALL =
      new ChainBounds(
          40_000,
          TimeUnit.SECONDS.toNanos(5),
          TimeUnit.SECONDS.toNanos(1),
          TimeUnit.MILLISECONDS.toNanos(500));

  private final AtomicLong clock = new AtomicLong();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void itGivesWhatTheModelGives(long seed) {
    Random random = new Random(seed);
    FrameChain chain = new FrameChain(SMALL, clock::get);
    SimpleChain model = new SimpleChain(SMALL, clock::get);
    List<Long> sequences = new ArrayList<>(List.of(0L));
    int usualGroup = 2 + random.nextInt(60);
    for (int i = 0; i < 2_000; i++) {
      clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(random.nextInt(random.nextInt(200) + 1)));
      int gap = random.nextInt(3) == 0 ? random.nextInt(50) : 0;
      long sequence = chain.sequence() + 1 + gap;
      publish(random, usualGroup, sequence, chain, model);
      sequences.add(sequence);
      assertThat(chain.sequence()).isEqualTo(model.sequence());
      assertThat(chain.unitCount()).isEqualTo(model.size());
      for (int k = 0; k < 6; k++) {
        long seen = sequences.get(sequences.size() - 1 - recent(random, sequences.size()));
        seen += random.nextInt(8) / 7; // what never was there, now and then
        assertThat(Chains.next(chain, seen))
            .as("step %d, after %d", i, seen)
            .isEqualTo(model.next(seen));
      }
    }
  }

  private static void publish(
      Random random, int usualGroup, long sequence, FrameChain chain, SimpleChain model) {
    int kind = random.nextInt(4 * usualGroup);
    if (kind == 0) {
      Chains.slate(chain, sequence);
      model.publish(sequence, true, true, 20);
    } else {
      boolean key = kind < 5;
      int length = random.nextInt(key ? 20_000 : 1_500);
      Chains.publish(chain, sequence, key, length);
      model.publish(sequence, key, false, length);
    }
  }

  private static int recent(Random random, int size) {
    return random.nextInt(1 + random.nextInt(Math.min(size, 100)));
  }
}
