package dev.framecast.encode;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.stream.ImageInputStreamImpl;

/** Lets an ImageIO reader read a buffer in place; positions count from the buffer's position. */
final class BufferInput extends ImageInputStreamImpl {
  private final ByteBuffer bytes;

  BufferInput(ByteBuffer bytes) {
    this.bytes = bytes.slice();
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    return streamPos < bytes.limit() ? bytes.get((int) streamPos++) & 0xFF : -1;
  }

  @Override
  public int read(byte[] b, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    int count = (int) Math.min(length, bytes.limit() - streamPos);
    if (count <= 0) {
      return length == 0 ? 0 : -1;
    }
    bytes.get((int) streamPos, b, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return bytes.limit();
  }
}
