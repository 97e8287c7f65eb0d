package dev.framecast.nats.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.nats.wire.WishReply;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {
  private final ClockOffset clock = new ClockOffset();

  /** By how much this clock was set back, in microseconds. */
  private long setBack;

  /** A question and its answer, of a node whose clock is ahead by that. */
  private void ask(long at, long there, long working, long back, long ahead) {
    long received = at + there + ahead;
    long answered = received + working;
    long heard = at + there + working + back;
    clock.add(at, received, answered, heard, (heard + setBack) * 1_000);
  }

  @Test
  void theOffsetIsFoundWithinTheBoundItNames() {
    ask(0, 300, 1_000, 500, 5_000_000);
    ClockOffset.Estimate known = clock.estimate();
    assertThat(known).isNotNull();
    assertThat(known.bound()).isEqualTo(400);
    assertThat(Math.abs(known.micros() - 5_000_000)).isLessThanOrEqualTo(known.bound());
  }

  @Test
  void theShortestWayIsBelievedForAMinute() {
    ask(0, 100, 10, 100, 1_000);
    ask(1_000_000, 50_000, 10, 10, 1_000);
    assertThat(clock.estimate().bound()).isEqualTo(100);
    ask(70_000_000, 200, 10, 200, 1_500);
    assertThat(clock.estimate().bound()).isEqualTo(200);
    assertThat(clock.estimate().micros()).isEqualTo(1_500);
  }

  @Test
  void aClockThatIsSetIsSeenWithTheNextAnswer() {
    ask(0, 100, 10, 100, 1_000);
    ask(1_000_000, 5_000, 10, 5_000, 3_600_000_000L); // the other one
    assertThat(clock.estimate().micros()).isEqualTo(3_600_000_000L);
    ask(-3_600_000_000L, 9_000, 10, 9_000, 7_200_000_000L); // this one, back
    assertThat(clock.estimate().micros()).isEqualTo(7_200_000_000L);
  }

  @Test
  void aClockThatIsSetByLittleIsSeenToo() {
    ask(0, 100, 10, 100, 1_000);
    ask(1_000_000, 300, 10, 300, 1_300);
    assertThat(clock.estimate().micros()).as("may be the same").isEqualTo(1_000);
    ask(2_000_000, 300, 10, 300, 9_000);
    assertThat(clock.estimate().micros()).isEqualTo(9_000);
  }

  @Test
  void whenThisClockIsSetBackEstimatesAgeAllTheSame() {
    ask(0, 100, 10, 100, 0);
    setBack = 20_000_000;
    ask(25_000_000 - setBack, 22_000_000, 10, 22_000_000, setBack); // too slow to show that
    assertThat(clock.estimate().bound()).as("a minute has passed").isEqualTo(22_000_000);
  }

  @Test
  void anAnswerThatCannotBeIsNotBelieved() {
    clock.add(100, 0, 0, 50, 0); // heard before it was asked
    clock.add(0, 100, 50, 200, 0); // answered before it came
    clock.add(0, 0, 1_000, 10, 0); // worked on for longer than all took
    assertThat(clock.estimate()).isNull();
  }

  @Test
  void eachNodeHasAClockOfItsOwn() {
    NodeClocks clocks = new NodeClocks();
    assertThat(clocks.here("a", 7, 1_000)).as("nothing is known").isEqualTo(1_000);
    clocks.add("a", new WishReply.Times(0, 5_000, 5_000), 0);
    clocks.add("b", new WishReply.Times(0, -3_000, -3_000), 0);
    assertThat(clocks.here("a", 5_100, 0)).isEqualTo(100);
    assertThat(clocks.here("b", -2_900, 0)).isEqualTo(100);
    for (int i = 0; i < 100; i++) {
      clocks.add("made-up-" + i, new WishReply.Times(0, 0, 0), 0);
    }
    assertThat(clocks.of("a")).as("four are kept").isNull();
  }
}
