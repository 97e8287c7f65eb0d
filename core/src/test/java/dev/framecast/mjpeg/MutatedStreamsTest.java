package dev.framecast.mjpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.jpeg.Jpegs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of which boundaries, headers, lengths and pictures were changed at random. */
@Timeout(60)
class MutatedStreamsTest {
  private static final byte[][] PICTURES = {
    Jpegs.color(48, 32),
    Jpegs.gray(64, 16),
    Jpegs.withRestarts(48, 32, 2),
    Jpegs.withApp1(Jpegs.color(48, 32), Jpegs.color(16, 16)),
    Jpegs.progressive(48, 32)
  };

  private static final String[] HEADERS = {
    "Content-Type: image/jpeg",
    "content-type:IMAGE/JPEG",
    "Content-Type: application/octet-stream",
    "X-Timestamp: 123.456",
    "nonsense",
    ": nothing",
    "Content-Disposition: inline; filename=\"a.jpg\"",
  };

  private final Random random = new Random(11);
  private final List<byte[]> whole = new ArrayList<>();

  @Test
  void eachWholePictureBetweenIntactDelimitersIsGivenOut() throws IOException {
    int expected = 0;
    int others = 0;
    for (int i = 0; i < 600; i++) {
      whole.clear();
      byte[] stream = stream();
      List<byte[]> read = read(stream);
      int next = 0;
      for (byte[] picture : read) {
        next += next < whole.size() && Arrays.equals(picture, whole.get(next)) ? 1 : 0;
      }
      assertThat(next).as("stream %d: %d read", i, read.size()).isEqualTo(whole.size());
      expected += next;
      others += read.size() - next;
    }
    // Cut within their last bytes: a zero or a line end may stand for what is missing.
    assertThat(others).isLessThan(expected / 100);
  }

  @Test
  void noiseEndsInNothingButIoExceptions() {
    int given = 0;
    for (int i = 0; i < 600; i++) {
      whole.clear();
      byte[] noisy = stream();
      for (int n = random.nextInt(40); n > 0; n--) {
        noisy[random.nextInt(noisy.length)] = (byte) random.nextInt(256);
      }
      try {
        given += read(Arrays.copyOf(noisy, random.nextInt(noisy.length))).size();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("MJPEG");
      }
    }
    assertThat(given).isGreaterThan(400);
  }

  @Test
  void memoryIsBoundedByTheLargestFrame() {
    for (String unit : new String[] {"\0", "x", "x\n", "--cam\r\n\r\n", "\u00ff\u00d8", "--cam"}) {
      byte[] piece = unit.repeat(10_000).getBytes(ISO_8859_1);
      long[] largest = {0};
      InputStream endless =
          new InputStream() {
            private long given;

            @Override
            public int read(byte[] b, int offset, int count) {
              largest[0] = Math.max(largest[0], b.length);
              int now = Math.min(count, piece.length);
              System.arraycopy(piece, 0, b, offset, now);
              given += now;
              return given > 2_000_000 ? -1 : now;
            }

            @Override
            public int read() {
              throw new UnsupportedOperationException();
            }
          };
      try {
        MjpegReader reader =
            new MjpegReader(endless, "multipart/x-mixed-replace; boundary=cam", 1_000_000);
        assertThat(reader.next()).isFalse();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("MJPEG");
      }
      assertThat(largest[0]).isLessThan(3_000_000);
    }
  }

  /** Puts what must be found into {@link #whole}. */
  private byte[] stream() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String newline = random.nextInt(4) == 0 ? "\n" : "\r\n";
    add(out, random.nextInt(3) == 0 ? "preamble" + newline : "");
    for (int part = 2 + random.nextInt(6); part > 0; part--) {
      add(out, random.nextInt(3) == 0 ? "" : newline);
      add(out, random.nextInt(9) == 0 ? "--cam--" + newline : "");
      add(out, "--cam" + newline);
      byte[] jpeg = PICTURES[random.nextInt(PICTURES.length)];
      for (int header = random.nextInt(4); header > 0; header--) {
        add(out, HEADERS[random.nextInt(HEADERS.length)] + newline);
      }
      if (random.nextBoolean()) {
        add(out, "Content-Length: " + length(jpeg) + newline);
      }
      add(out, newline);
      add(out, random.nextInt(5) == 0 ? "\0junk\u00ff".repeat(random.nextInt(20)) : "");
      int kind = random.nextInt(8);
      if (kind == 0) {
        byte[] cut = Arrays.copyOf(jpeg, random.nextInt(jpeg.length - 2));
        out.writeBytes(random.nextBoolean() ? cut : Arrays.copyOf(cut, jpeg.length));
      } else if (kind == 1 && jpeg != PICTURES[4]) {
        out.write(jpeg, 0, jpeg.length - 2);
        whole.add(jpeg);
      } else {
        out.writeBytes(jpeg);
        whole.add(jpeg);
      }
      out.writeBytes(new byte[random.nextInt(4) == 0 ? random.nextInt(2_000) : 0]);
    }
    add(out, newline + "--cam--" + newline);
    return out.toByteArray();
  }

  private String length(byte[] jpeg) {
    return switch (random.nextInt(6)) {
      case 0 -> "none";
      case 1 -> Integer.toString(random.nextInt(2 * jpeg.length));
      case 2 -> "9999999";
      default -> Integer.toString(jpeg.length);
    };
  }

  private static void add(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(ISO_8859_1));
  }

  private List<byte[]> read(byte[] stream) throws IOException {
    int largest = 1 + random.nextInt(random.nextBoolean() ? 20 : 4_000);
    InputStream pieces =
        new ByteArrayInputStream(stream) {
          @Override
          public synchronized int read(byte[] b, int offset, int count) {
            return super.read(b, offset, Math.min(count, 1 + random.nextInt(largest)));
          }

          @Override
          public synchronized int available() {
            return random.nextInt(3) == 0 ? 0 : super.available();
          }
        };
    MjpegReader reader =
        new MjpegReader(pieces, "multipart/x-mixed-replace; boundary=cam", 1_000_000);
    List<byte[]> pictures = new ArrayList<>();
    while (reader.next()) {
      byte[] jpeg = new byte[reader.jpeg().remaining()];
      reader.jpeg().get(jpeg);
      pictures.add(jpeg);
    }
    return pictures;
  }
}
