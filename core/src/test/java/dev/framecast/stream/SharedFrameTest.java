package dev.framecast.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.frame.Frame;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.mjpeg.MjpegWriters;
import dev.framecast.ring.FrameRing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedFrameTest {
  private final List<String> parts = new ArrayList<>();
  private boolean releaseFails;

  private final class Factory implements PartFactory<String> {
    @Override
    public String create(Frame frame, MjpegWriter writer) {
      parts.add(writer.contentType() + " of " + frame.sequence());
      return parts.get(parts.size() - 1);
    }

    @Override
    public void release(String part) {
      if (releaseFails) {
        throw new IllegalStateException("thrown on purpose by a test");
      }
      parts.remove(part);
    }
  }

  private final Frame frame = frame();
  private final SharedFrame<String> shared = new SharedFrame<>(frame, new Factory());

  private static Frame frame() {
    FrameRing ring = new FrameRing();
    ring.claim().put(new byte[100], 0, 100);
    ring.publish(1, 1, true);
    return ring.acquireNext(0);
  }

  @Test
  void aPartIsMadeOnceForEachForm() {
    String part = shared.part(MjpegWriters.forClients());
    assertThat(shared.part(MjpegWriters.forClients())).isSameAs(part);
    assertThat(shared.part(MjpegWriters.forManyCameras("door"))).isNotSameAs(part);
    assertThat(shared.part(MjpegWriters.forManyCameras("door"))).isNotSameAs(part);
    assertThat(parts).hasSize(2);
    shared.release();
  }

  @Test
  void theLastHolderLetsGoOfTheFrameAndItsParts() {
    shared.part(MjpegWriters.forClients());
    shared.retain();
    shared.release();
    assertThat(parts).hasSize(1);
    assertThat(shared.isOpen()).isTrue();
    assertThat(frame.sequence()).isOne();
    shared.release();
    assertThat(parts).isEmpty();
    assertThat(shared.isOpen()).isFalse();
    assertThatThrownBy(frame::sequence).hasMessage("the frame is closed");
  }

  @Test
  void aPartThatCannotBeReleasedCostsNoPin() {
    shared.part(MjpegWriters.forClients());
    releaseFails = true;
    assertThatThrownBy(shared::release).hasMessage("thrown on purpose by a test");
    assertThatThrownBy(frame::sequence).hasMessage("the frame is closed");
  }
}
