package dev.framecast.benchmarks.ring;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameSlot;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * {@code ArrayBlockingQueue(1)}, the hand-over of many tutorials. As they use it, with {@code
 * take()}, a frame goes to one reader only, so that several readers share the frames out among
 * them; that cannot be a {@link dev.framecast.frame.FrameBuffer}. Here readers {@code peek()}, and
 * the writer takes the old frame out to put the new one in. Between these two steps there is none,
 * and readers spin: a writer that is held up there holds up its readers, against the contract's
 * "never waits".
 */
final class QueueBuffer extends Rival {
  private final FrameSlot slot = new FrameSlot();
  private final ArrayBlockingQueue<ArrayFrame.Content> queue = new ArrayBlockingQueue<>(1);

  @Override
  FrameSlot take() {
    return slot;
  }

  @Override
  void handOver(FrameSlot from, long sequence, int width, int height, boolean live) {
    ArrayFrame.Content content = ArrayFrame.Content.of(from, sequence, width, height, live);
    while (!queue.offer(content)) {
      queue.poll();
    }
  }

  @Override
  void giveBack(FrameSlot unused) {
    // There is only the one.
  }

  @Override
  @Nullable Frame newest() {
    while (true) {
      ArrayFrame.Content content = queue.peek();
      if (content != null) {
        return new ArrayFrame(content);
      }
      if (sequence() == 0) {
        return null;
      }
      Thread.onSpinWait();
    }
  }
}
