package dev.framecast.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.mjpeg.MjpegWriters;
import dev.framecast.ring.FrameRing;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    assertThat(ring.acquireNext(0).sequence()).as("the ring works on").isEqualTo(2);
  }

  /** Frames of that buffer have no memory in common, or want more than there is. */
  private static final class OwnMemory implements InvocationHandler {
    private final FrameRing ring = new FrameRing();
    private final List<Frame> acquired = new ArrayList<>();
    private boolean broken;

    FrameBuffer buffer() {
      return proxy(FrameBuffer.class, this);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
      return type.cast(
          Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws ReflectiveOperationException {
      Object result = method.invoke(ring, arguments);
      if (!(result instanceof Frame frame)) {
        return result;
      }
      acquired.add(frame);
      return proxy(
          Frame.class,
          (same, asked, none) -> {
            if (!asked.getName().equals("memory")) {
              return asked.invoke(frame, none);
            }
            if (broken) {
              throw new OutOfMemoryError("no memory");
            }
            return frame.bytes();
          });
    }
  }

  private SharedFrame<Part> publish(OwnMemory own, FramePool<Part> from) {
    own.ring.claim().put(new byte[100], 0, 100);
    own.ring.publish(1, 1, true);
    return from.acquireNewerThan(0);
  }

  @Test
  void partsOfFramesThatAreInNoPlaceAreDroppedWithThem() {
    OwnMemory own = new OwnMemory();
    FramePool<Part> others = new FramePool<>(own.buffer(), new Maker());
    for (int i = 0; i < 10; i++) {
      SharedFrame<Part> frame = publish(own, others);
      frame.part(form);
      frame.release();
    }
    assertThat(made).hasSize(10).allMatch(part -> part.dropped);
  }

  @Test
  void aFrameThatCannotBeSharedIsNotHeld() {
    OwnMemory own = new OwnMemory();
    FramePool<Part> others = new FramePool<>(own.buffer(), new Maker());
    own.broken = true;
    assertThatThrownBy(() -> publish(own, others)).hasMessage("no memory");
    assertThatThrownBy(own.acquired.get(0)::width).hasMessage("the frame is closed");
  }
}
