package dev.framecast.nats.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.impl.Headers;
import org.junit.jupiter.api.Test;

class LineTest {
  private static final long MILLI = 1_000_000;
  private static final int PICTURE = 50_000;

  private final Line line = new Line();
  private final long begun = System.nanoTime();

  /**
   * Twenty pictures at once ten times a second; returns the most that waited in the last second.
   */
  private long mostOf(int bytesPerMilli) {
    long most = 0;
    for (int milli = 0; milli < 5_000; milli++) {
      for (int i = 0; milli % 100 == 0 && i < 20; i++) {
        if (line.hasRoom(begun + milli * MILLI)) {
          line.gives(PICTURE);
        }
      }
      line.registerWrite(Math.min(bytesPerMilli, line.pending()));
      most = milli < 4_000 ? 0 : Math.max(most, line.pending());
    }
    return most;
  }

  @Test
  void onASlowLineLittleWaits() {
    assertThat(mostOf(1_250)).as("10 Mbit/s").isLessThan(1_250 * 500);
  }

  @Test
  void onAFastLineAllIsTaken() {
    assertThat(mostOf(125_000)).as("1 Gbit/s").isGreaterThan(19 * PICTURE - 125_000);
  }

  @Test
  void whatJnatsSaysByItselfIsNoCredit() {
    line.registerWrite(100_000);
    assertThat(line.pending()).isZero();
    line.gives(10);
    assertThat(line.pending()).isEqualTo(10);
  }

  @Test
  void theSizeIsThatOnTheWire() {
    Headers headers = new Headers().put("A", "b");
    assertThat(Line.size("s", null, headers, 5))
        .isEqualTo("HPUB s 18 23\r\nNATS/1.0\r\nA:b\r\n\r\n12345\r\n".length());
    assertThat(Line.size("s", "to", new Headers(), 5))
        .isEqualTo("PUB s to 5\r\n12345\r\n".length());
  }
}
