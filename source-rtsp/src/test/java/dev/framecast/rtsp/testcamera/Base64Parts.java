package dev.framecast.rtsp.testcamera;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;

/** Base64 that begins anew after each padding, as RTSP over HTTP has it. */
final class Base64Parts extends InputStream {
  private final InputStream in;
  private InputStream decoded = InputStream.nullInputStream();

  Base64Parts(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    int next = decoded.read();
    if (next < 0) {
      byte[] group = in.readNBytes(4);
      if (group.length < 4) {
        return -1;
      }
      decoded = new ByteArrayInputStream(Base64.getDecoder().decode(group));
      next = decoded.read();
    }
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int one = length == 0 ? -1 : read();
    if (one < 0) {
      return length == 0 ? 0 : -1;
    }
    bytes[offset] = (byte) one;
    return 1;
  }
}
