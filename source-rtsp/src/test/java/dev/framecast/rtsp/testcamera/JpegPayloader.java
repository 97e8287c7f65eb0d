package dev.framecast.rtsp.testcamera;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** RFC 2435, type 1 (4:2:0), with the quantization tables in the first packet (Q = 255). */
public final class JpegPayloader implements Payloader {

  @Override
  public List<byte[]> payloads(byte[] picture) {
    ByteBuffer jpeg = ByteBuffer.wrap(picture);
    ByteArrayOutputStream tables = new ByteArrayOutputStream();
    int width = 0;
    int height = 0;
    int at = 2;
    while ((picture[at + 1] & 0xff) != 0xda) {
      int length = jpeg.getShort(at + 2) & 0xffff;
      if ((picture[at + 1] & 0xff) == 0xdb) {
        for (int table = at + 4; table < at + 2 + length; table += 65) {
          tables.write(picture, table + 1, 64);
        }
      } else if ((picture[at + 1] & 0xff) == 0xc0) {
        height = jpeg.getShort(at + 5);
        width = jpeg.getShort(at + 7);
      }
      at += 2 + length;
    }
    return cut(scan(picture), width, height, tables.toByteArray());
  }

  /** The entropy-coded bytes: all that RTP carries besides the tables. */
  public static byte[] scan(byte[] picture) {
    int at = 2;
    while ((picture[at + 1] & 0xff) != 0xda) {
      at += 2 + (ByteBuffer.wrap(picture).getShort(at + 2) & 0xffff);
    }
    at += 2 + (ByteBuffer.wrap(picture).getShort(at + 2) & 0xffff);
    byte[] scan = new byte[picture.length - 2 - at];
    System.arraycopy(picture, at, scan, 0, scan.length);
    return scan;
  }

  private static List<byte[]> cut(byte[] scan, int width, int height, byte[] tables) {
    List<byte[]> out = new ArrayList<>();
    for (int from = 0; from < scan.length; from += ROOM - 200) {
      int length = Math.min(ROOM - 200, scan.length - from);
      ByteBuffer payload = ByteBuffer.allocate(8 + (from == 0 ? 4 + tables.length : 0) + length);
      payload.putInt(from).put((byte) 1).put((byte) 255);
      payload.put((byte) (width / 8)).put((byte) (height / 8));
      if (from == 0) {
        payload.putShort((short) 0).putShort((short) tables.length).put(tables);
      }
      out.add(payload.put(scan, from, length).array());
    }
    return out;
  }
}
