package dev.framecast.ring;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameBuffer;
import dev.framecast.frame.FrameBufferContract;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.FrameWriter;
import dev.framecast.frame.Registration;
import org.junit.jupiter.api.Nested;

/** Of key frames alone, of which none is kept longer, a chain is as any other buffer of frames. */
class FrameChainContractTest {
  @Nested
  class OfPictures extends FrameBufferContract {
    @Override
    protected FrameBuffer create() {
      return new FrameChain();
    }
  }

  @Nested
  class OfKeyFrames extends FrameBufferContract {
    @Override
    protected FrameBuffer create() {
      return new KeyFrames(Chains.forgetful());
    }
  }

  /** Says of all that is written that it is a key frame. */
  private record KeyFrames(FrameChain chain) implements FrameBuffer, FrameWriter {
    @Override
    public FrameSlot claim() {
      FrameSlot slot = chain.claim();
      slot.video(Chains.VIDEO, true);
      return slot;
    }

    @Override
    public long publish(int width, int height, boolean live) {
      return chain.publish(width, height, live);
    }

    @Override
    public void abandon() {
      chain.abandon();
    }

    @Override
    public Frame acquireNext(long seen) {
      return chain.acquireNext(seen);
    }

    @Override
    public long sequence() {
      return chain.sequence();
    }

    @Override
    public Registration onPublish(Runnable wakeUp) {
      return chain.onPublish(wakeUp);
    }
  }
}
