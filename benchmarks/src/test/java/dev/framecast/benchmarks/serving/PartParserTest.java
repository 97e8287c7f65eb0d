package dev.framecast.benchmarks.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartParserTest {
  private static final String JPEG = "\u00ff\u00d8abc\u00ff\u00d9";
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n";

  private final List<Boolean> whole = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void partsWithALengthAreTakenApartInPiecesOfAnySize(int piece) {
    String part = "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 7\r\n\r\n";
    feed(HEAD + part + JPEG + "\r\n" + part + "notJpeg" + "\r\n" + part + JPEG + "\r\n", piece);
    assertThat(whole).containsExactly(true, false, true);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void partsWithoutALengthEndAtTheBoundary(int piece) {
    String part = "--frame\r\nContent-Type: image/jpeg\r\n\r\n";
    feed(HEAD + part + JPEG + "\r\n" + part + "cut" + "\r\n" + part + JPEG + "\r\n--frame", piece);
    assertThat(whole).containsExactly(true, false, true);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void chunksAreUndone(int piece) {
    StringBuilder out = new StringBuilder();
    Chunks chunks =
        new Chunks(
            in -> {
              while (in.hasRemaining()) {
                out.append((char) in.get());
              }
            });
    byte[] coded =
        "5\r\nhello\r\n1;x=y\r\n \r\nB\r\nviewers too\r\n0\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at < coded.length; at += piece) {
      chunks.take(ByteBuffer.wrap(coded, at, Math.min(piece, coded.length - at)));
    }
    assertThat(out).hasToString("hello viewers too");
    assertThat(chunks.isEnded()).isTrue();
  }

  private void feed(String text, int piece) {
    PartParser parser = new PartParser((opening, length, isWhole) -> whole.add(isWhole));
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at < bytes.length; at += piece) {
      ByteBuffer in = ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at));
      parser.head(in);
      parser.body(in);
    }
    assertThat(parser.status()).isEqualTo(200);
    assertThat(parser.isFailed()).isFalse();
  }
}
