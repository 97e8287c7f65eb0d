package dev.framecast.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Frame;
import dev.framecast.MjpegWriter;
import dev.framecast.mjpeg.MjpegWriters;
import dev.framecast.ring.FrameRing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramePoolTest {
  /** A part that knows for which frame it was made. */
  private static final class Part {
    private long sequence;
    private boolean dropped;
  }

  private final class Maker implements PartMaker<Part> {
    @Override
    public Part make(Frame frame, MjpegWriter writer) {
      Part part = new Part();
      part.sequence = frame.sequence();
      made.add(part);
      return part;
    }

    @Override
    public boolean reusesParts() {
      return true;
    }

    @Override
    public void remake(Part part, Frame frame, MjpegWriter writer) {
      assertThat(part.dropped).isFalse();
      part.sequence = frame.sequence();
    }

    @Override
    public void drop(Part part) {
      assertThat(part.dropped).isFalse();
      part.dropped = true;
    }
  }

  private final List<Part> made = new ArrayList<>();
  private final FrameRing ring = new FrameRing();
  private final FramePool<Part> pool = new FramePool<>(ring, new Maker());
  private final MjpegWriter form = MjpegWriters.forClients();

  private SharedFrame<Part> publish(int bytes) {
    ring.claim().put(new byte[bytes], 0, bytes);
    ring.publish(1, 1, true);
    SharedFrame<Part> frame = pool.acquireNewerThan(0);
    assertThat(frame).isNotNull();
    return frame;
  }

  @Test
  void partsAreMadeOnceForEachPlaceInTheRing() {
    for (int i = 1; i <= 100; i++) {
      SharedFrame<Part> frame = publish(100);
      assertThat(frame.part(form).sequence).isEqualTo(i);
      assertThat(frame.part(form)).as("asked twice").isSameAs(frame.part(form));
      frame.release();
    }
    assertThat(made).hasSize(3).noneMatch(part -> part.dropped);
  }

  @Test
  void aPartThatIsBeingWrittenIsNotTouched() {
    SharedFrame<Part> slow = publish(100);
    Part written = slow.part(form);
    for (int i = 0; i < 100; i++) {
      SharedFrame<Part> frame = publish(100);
      assertThat(frame.part(form)).isNotSameAs(written);
      frame.release();
    }
    assertThat(written.sequence).isOne();
    slow.release();
  }

  @Test
  void partsOfMemoryThatIsNoLongerUsedAreDropped() {
    publish(100).part(form);
    SharedFrame<Part> small = publish(100);
    Part old = small.part(form);
    small.release();
    for (int i = 0; i < 200; i++) {
      SharedFrame<Part> frame = publish(200_000); // too much for the memory so far
      assertThat(frame.part(form).dropped).isFalse();
      frame.release();
    }
    assertThat(old.dropped).isTrue();
  }

  @Test
  void inTheEndAllPartsAreDropped() {
    SharedFrame<Part> open = publish(100);
    open.part(form);
    SharedFrame<Part> closed = publish(100);
    closed.part(form);
    closed.release();
    pool.close();
    assertThat(made).filteredOn(part -> part.dropped).hasSize(1);
    open.release();
    assertThat(made).hasSize(2).allMatch(part -> part.dropped);
    assertThat(ring.acquire().sequence()).as("the ring works on").isEqualTo(2);
  }
}
