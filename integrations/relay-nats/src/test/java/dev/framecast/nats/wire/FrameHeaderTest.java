package dev.framecast.nats.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.FrameFormat;
import io.nats.client.impl.Headers;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameHeaderTest {
  private static final FrameHeader JPEG =
      new FrameHeader("a", 7, 0, 2, 1_000, 1_000, FrameFormat.JPEG, true, false, 0, 1);

  private static final List<String> NAMES =
      List.of(
          "Node", "Sequence", "After", "Epoch", "Captured", "Presented", "Format", "Part", "Again");

  @Test
  void whatIsSaidIsUnderstood() {
    FrameHeader unit =
        new FrameHeader("a", 9, 8, 3, 2_000, -5, FrameFormat.H265, false, true, 0, 1);
    assertThat(FrameHeader.of(JPEG.headers())).isEqualTo(JPEG);
    assertThat(FrameHeader.of(unit.headers())).isEqualTo(unit);
    assertThat(FrameHeader.of(JPEG.part(3, 5).headers())).isEqualTo(JPEG.part(3, 5));
    FrameHeader again = JPEG.again(5_000).part(1, 2);
    assertThat(FrameHeader.of(again.headers())).isEqualTo(again);
    assertThat(again.since()).isEqualTo(5_000);
    assertThat(JPEG.since()).isEqualTo(1_000);
  }

  @Test
  void whatIsNoFrameIsNull() {
    assertThat(FrameHeader.of(null)).isNull();
    assertThat(FrameHeader.of(new Headers())).isNull();
    for (String part :
        List.of("", "1", "0/0", "1/1", "-1/2", "0/65", "0/999999999999", "/", "a/b")) {
      Headers headers = JPEG.headers().put("Framecast-Part", part);
      assertThat(FrameHeader.of(headers)).as(part).isNull();
    }
    for (String format : List.of("BGR24", "GRAY8", "jpeg", "", "AV1")) {
      Headers headers = JPEG.headers().put("Framecast-Format", format);
      assertThat(FrameHeader.of(headers)).as(format).isNull();
    }
    assertThat(FrameHeader.of(JPEG.headers().put("Framecast-Node", "a b"))).isNull();
  }

  @Test
  void randomValuesThrowNothing() {
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      Headers headers = JPEG.headers();
      String name = "Framecast-" + NAMES.get(random.nextInt(NAMES.size()));
      StringBuilder value = new StringBuilder();
      for (int j = random.nextInt(30); j > 0; j--) {
        value.append((char) (32 + random.nextInt(95)));
      }
      FrameHeader unused = FrameHeader.of(headers.put(name, value.toString()));
    }
  }
}
