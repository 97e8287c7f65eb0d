package dev.framecast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.mjpeg.MjpegWriters;
import dev.framecast.ring.FrameRing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartBuffersTest {
  private static final MjpegWriter WRITER = MjpegWriters.forImages();

  private static ByteBuffer part(PartBuffers parts, int bytes) {
    FrameRing ring = new FrameRing();
    FrameSlot slot = ring.claim();
    slot.reserve(bytes).put(new byte[bytes]);
    ring.publish(64, 48, true);
    try (Frame frame = ring.acquireNext(0)) {
      return parts.create(frame, WRITER);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theMemoryOfManyCamerasIsUsedAgain(boolean direct) {
    PartBuffers parts = new PartBuffers(direct);
    int[] sizes = {400_000, 20_000, 200_000, 90_000, 1_000, 300_000, 150_000, 250_000};
    Set<ByteBuffer> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int round = 0; round < 3; round++) {
      List<ByteBuffer> now = new ArrayList<>();
      for (int size : sizes) {
        ByteBuffer part = part(parts, size);
        assertThat(part.remaining()).isGreaterThan(size);
        assertThat(part.isDirect()).isEqualTo(direct);
        now.add(part);
      }
      Set<ByteBuffer> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
      distinct.addAll(now);
      assertThat(distinct).as("none is given out twice").hasSize(sizes.length);
      seen.addAll(now);
      Collections.reverse(now);
      now.forEach(parts::release);
    }
    assertThat(seen).as("all that was ever made").hasSize(sizes.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 3_000_000, 20_000_000})
  void whatIsKeptHasABound(int size) {
    PartBuffers parts = new PartBuffers(false);
    List<ByteBuffer> many = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      many.add(part(parts, size));
    }
    many.forEach(parts::release);
    assertThat(parts.freeBytes()).isLessThanOrEqualTo(16 * 1024 * 1024);
  }
}
