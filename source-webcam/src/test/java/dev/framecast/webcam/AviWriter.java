package dev.framecast.webcam;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes Motion JPEG as AVI 1.0: a header, the pictures, and their index. */
final class AviWriter {
  private static final int HAS_INDEX = 0x10;
  private static final int KEY_FRAME = 0x10;

  private final ByteBuffer out;

  private AviWriter(int size) {
    out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  static void write(Path file, int width, int height, int fps, List<byte[]> jpegs)
      throws IOException {
    int size = 1_000;
    for (byte[] jpeg : jpegs) {
      size += jpeg.length + 40;
    }
    AviWriter avi = new AviWriter(size);
    avi.file(width, height, fps, jpegs);
    Files.write(file, java.util.Arrays.copyOf(avi.out.array(), avi.out.position()));
  }

  private void file(int width, int height, int fps, List<byte[]> jpegs) {
    int riff = begin("RIFF", "AVI ");
    int header = begin("LIST", "hdrl");
    int main = begin("avih", "");
    ints(1_000_000 / fps, 0, 0, HAS_INDEX, jpegs.size(), 0, 1, 0, width, height, 0, 0, 0, 0);
    end(main);
    int stream = begin("LIST", "strl");
    int streamHeader = begin("strh", "");
    text("vidsMJPG");
    ints(0, 0, 0, 1, fps, 0, jpegs.size(), 0, -1, 0);
    out.putShort((short) 0).putShort((short) 0);
    out.putShort((short) width).putShort((short) height);
    end(streamHeader);
    int format = begin("strf", "");
    ints(40, width, height);
    out.putShort((short) 1).putShort((short) 24);
    text("MJPG");
    ints(width * height * 3, 0, 0, 0, 0);
    end(format);
    end(stream);
    end(header);
    int movie = begin("LIST", "movi");
    int origin = out.position() - 4;
    int[] offsets = new int[jpegs.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = out.position() - origin;
      int chunk = begin("00dc", "");
      out.put(jpegs.get(i));
      end(chunk);
    }
    end(movie);
    int index = begin("idx1", "");
    for (int i = 0; i < offsets.length; i++) {
      text("00dc");
      ints(KEY_FRAME, offsets[i], jpegs.get(i).length);
    }
    end(index);
    end(riff);
  }

  private int begin(String id, String kind) {
    text(id);
    ints(0);
    int content = out.position();
    text(kind);
    return content;
  }

  private void end(int content) {
    out.putInt(content - 4, out.position() - content);
    if ((out.position() & 1) != 0) {
      out.put((byte) 0);
    }
  }

  private void text(String letters) {
    out.put(letters.getBytes(StandardCharsets.US_ASCII));
  }

  private void ints(int... values) {
    for (int value : values) {
      out.putInt(value);
    }
  }
}
