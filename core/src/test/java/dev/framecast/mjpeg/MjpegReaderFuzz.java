package dev.framecast.mjpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import dev.framecast.fuzz.PiecesStream;
import dev.framecast.jpeg.JpegCheck;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.SourceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** A stream in pieces: pictures that are good, an end, or the one error that is documented. */
final class MjpegReaderFuzz implements FuzzTarget {
  private static final int MOST_BYTES = 2_000;

  private final JpegCheck check = new JpegCheck();

  @Override
  public void take(byte[] input) throws IOException {
    FuzzInput in = new FuzzInput(input);
    int pieces = in.number();
    String type =
        in.oneOf(
            "multipart/x-mixed-replace; boundary=cam",
            "multipart/x-mixed-replace;boundary=\"--cam\"",
            "multipart/x-mixed-replace",
            null,
            "");
    type = "".equals(type) ? in.line() : type;
    MjpegReader reader = new MjpegReader(new PiecesStream(in.rest(), pieces), type, MOST_BYTES);
    reader.onSkipped(problem -> require(!problem.isBlank(), "a problem without words"));
    try {
      while (reader.next()) {
        ByteBuffer jpeg = reader.jpeg();
        require(check.inspect(jpeg), "a JPEG that is broken: " + check.problem());
        require(check.length() == jpeg.remaining(), "more than a JPEG");
        require(jpeg.remaining() <= MOST_BYTES + 2, "a JPEG that is too large");
        require(reader.width() == check.width(), "another width");
        boolean unused = reader.isNewerWaiting();
        String ignored = reader.header("X-Timestamp");
      }
    } catch (SourceException e) {
      require(e.kind() == SourceException.Kind.BROKEN, "another kind: " + e);
    }
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }

  @Override
  public Map<String, byte[]> seeds() {
    byte[] small = Jpegs.gray(16, 16);
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    seeds.put("parts", seed("\1\0", "\r\n--cam\r\nContent-Type: image/jpeg\r\n\r\n", small));
    seeds.put("lengths", seed("\0\1", "--cam\r\nContent-Length: " + small.length + "\n\n", small));
    seeds.put("none", seed("\2\2", "--other\nContent-type:text/plain\nX-Timestamp: 1\n\n", small));
    seeds.put("bare", seed("\3\3", "", small));
    seeds.put("own", seed("\0\4multipart/x-mixed-replace; boundary=x\n", "--x\r\n\r\n", small));
    seeds.put("audio", seed("\1\0", "--cam\r\nContent-Type: audio/basic\r\n\r\n", small));
    byte[] progressive = Jpegs.progressive(8, 8);
    seeds.put("progressive", seed("\1\0", "--cam\r\n\r\n", progressive));
    byte[] cut = java.util.Arrays.copyOf(small, small.length - 2);
    seeds.put("no end", seed("\1\0", "\r\n--cam\r\n\r\n", cut));
    return seeds;
  }

  private static byte[] seed(String front, String part, byte[] jpeg) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(front.getBytes(ISO_8859_1));
    for (int i = 0; i < 2; i++) {
      out.writeBytes(part.getBytes(ISO_8859_1));
      out.writeBytes(jpeg);
    }
    out.writeBytes("\r\n--cam--\r\n".getBytes(ISO_8859_1));
    return out.toByteArray();
  }
}
