package dev.framecast.encode;

import dev.framecast.frame.FrameSlot;
import java.io.IOException;
import javax.imageio.stream.ImageOutputStreamImpl;

/** Lets an ImageIO writer append to a slot. The JPEG writer neither reads back nor seeks. */
final class SlotOutput extends ImageOutputStreamImpl {
  private final FrameSlot slot;

  SlotOutput(FrameSlot slot) {
    this.slot = slot;
  }

  @Override
  public void write(int b) throws IOException {
    slot.reserve(1).put((byte) b);
    streamPos++;
  }

  @Override
  public void write(byte[] b, int offset, int length) throws IOException {
    slot.put(b, offset, length);
    streamPos += length;
  }

  @Override
  public int read() throws IOException {
    throw new IOException("a slot is only written to");
  }

  @Override
  public int read(byte[] b, int offset, int length) throws IOException {
    throw new IOException("a slot is only written to");
  }
}
