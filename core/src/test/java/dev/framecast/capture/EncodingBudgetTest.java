package dev.framecast.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingBudgetTest {
  private static final long MS = 1_000_000;
  private static final long INTERVAL = 33 * MS;

  /** A capture thread whose camera has a picture each 33 ms, and skips those it is late for. */
  private static final class Machine {
    final EncodingBudget turns = new EncodingBudget();
    long now = 1;
    int pictures;
    int derived;

    /** Shows pictures for so long, with so many derived renditions of that cost beside the own. */
    void run(long nanos, int renditions, long own, long cost) {
      long end = now + nanos;
      while (now < end) {
        now = (now / INTERVAL + 1) * INTERVAL;
        turns.begin(now);
        pictures++;
        now += own;
        turns.made();
        for (int i = 0; i < renditions && turns.isTime((double) cost, now); i++) {
          now += cost;
          turns.made();
          derived++;
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 5, 17, 30, 60, 150, 400})
  void theCamerasOwnPicturesKeepNineTenthsOfTheirRate(long costMillis) {
    Machine machine = new Machine();
    machine.run(2_000 * MS, 0, MS, 0);
    machine.pictures = 0;
    machine.run(60_000 * MS, 34, 2 * MS, costMillis * MS);
    assertThat(machine.pictures).isGreaterThan((int) (0.9 * 60_000 / 33));
    assertThat(machine.derived).as("the others are made, too").isGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 17, 60, 400})
  void alsoIfAllWereAskedForFromTheBeginning(long costMillis) {
    Machine machine = new Machine();
    machine.run(10_000 * MS, 34, 2 * MS, costMillis * MS);
    machine.pictures = 0;
    machine.run(60_000 * MS, 34, 2 * MS, costMillis * MS);
    assertThat(machine.pictures).isGreaterThan((int) (0.85 * 60_000 / 33));
  }

  @Test
  void whatFitsBetweenTwoPicturesIsMadeOfAll() {
    Machine machine = new Machine();
    machine.run(10_000 * MS, 3, 2 * MS, 5 * MS);
    assertThat(machine.derived).isGreaterThan((int) (0.97 * 3 * machine.pictures));
  }

  @Test
  void onePictureIsAlwaysMade() {
    EncodingBudget turns = new EncodingBudget();
    for (int i = 1; i < 100; i++) {
      turns.begin(i * INTERVAL);
      assertThat(turns.isTime(500.0 * MS, i * INTERVAL)).isTrue();
      turns.made();
    }
  }
}
