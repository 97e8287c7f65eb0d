package dev.framecast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.ring.FrameRing;
import dev.framecast.servlet.container.Container;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which slices a part is written. */
class PartOutputTest {
  private static final int FRAME = 512 * 1024;
  private static final int SHORT = 64 * 1024;

  private final FrameRing ring = new FrameRing();
  private final List<Integer> slices = new ArrayList<>();
  private final PartOutput output = new PartOutput(new Response(), Container.Writing.UNKNOWN);

  private final class Response extends ReadyOutput {
    @Override
    public void write(byte[] bytes, int offset, int length) {
      slices.add(length);
    }
  }

  @BeforeEach
  void showAPicture() {
    ring.claim().put(new byte[FRAME], 0, FRAME);
    ring.publish(64, 32, true);
  }

  private int longest() throws IOException {
    slices.clear();
    output.begin(ring.acquireNext(0).bytes());
    while (output.step()) {
      assertThat(slices).isNotEmpty();
    }
    assertThat(slices.stream().mapToInt(length -> length).sum()).isEqualTo(FRAME);
    return Collections.max(slices);
  }

  @Test
  void whoTookThePartBeforeWithoutAWaitGetsLongSlices() throws IOException {
    longest();
    assertThat(longest()).isGreaterThan(SHORT);
  }

  @Test
  void whoIsNotKnownYetMayBeSlow() throws IOException {
    assertThat(longest()).isEqualTo(SHORT);
  }

  @Test
  void whoHadToWaitGetsShortSlices() throws IOException {
    longest();
    output.waits();
    assertThat(longest()).isEqualTo(SHORT);
    assertThat(longest()).isGreaterThan(SHORT);
  }
}
