package dev.framecast.mjpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.frame.TestFrame;
import dev.framecast.jpeg.Jpegs;
import dev.framecast.source.SourceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MjpegReaderTest {
  private static final String TYPE = "multipart/x-mixed-replace; boundary=cam";
  private static final byte[] A = Jpegs.color(64, 48);
  private static final byte[] B = Jpegs.progressive(80, 48);
  private static final byte[] C = Jpegs.withApp1(Jpegs.gray(96, 48), Jpegs.color(16, 16));

  @Test
  void whatEitherWriterWritesIsReadAgain() throws IOException {
    for (MjpegWriter writer :
        new MjpegWriter[] {MjpegWriters.forImages(), MjpegWriters.forClients()}) {
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      writer.open(stream);
      for (byte[] jpeg : new byte[][] {A, B, C}) {
        writer.write(new TestFrame(jpeg, 7, 1_000_000, false), stream);
      }
      assertThat(read(stream.toByteArray(), writer.contentType(), 1 << 20))
          .containsExactly(A, B, C);
    }
  }

  @Test
  void partHeadersAreGivenInAnyCase() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    MjpegWriters.forClients().open(stream);
    MjpegWriters.forClients().write(new TestFrame(A, 7, 1_000_000, false), stream);
    MjpegReader reader =
        new MjpegReader(new ByteArrayInputStream(stream.toByteArray()), MjpegWriters.CONTENT_TYPE);
    assertThat(reader.next()).isTrue();
    assertThat(reader.header("x-framecast-live")).isEqualTo("false");
    assertThat(reader.header("X-FRAMECAST-SEQUENCE")).isEqualTo("7");
    assertThat(reader.header("X-Other")).isNull();
    assertThat(reader.width()).isEqualTo(64);
    assertThat(reader.height()).isEqualTo(48);
  }

  @Test
  void partsOfVideoAreSkippedThoughSomethingInThemLooksLikeAJpeg() throws IOException {
    byte[] unit = bytes("\0\0\0\1e", Arrays.copyOf(A, A.length / 2), "\n--other\n\n", A);
    String head =
        "--framecast\r\nContent-Type: video/h264\r\nContent-Length: %d\r\n\r\n"
            .formatted(unit.length);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = 0; i < 60; i++) {
      stream.writeBytes(bytes(head, unit, "\r\n"));
    }
    stream.writeBytes(bytes("--framecast\r\nContent-Type: image/jpeg\r\n\r\n", B, "\r\n"));
    assertThat(read(stream.toByteArray(), MjpegWriters.CONTENT_TYPE, 1_000)).containsExactly(B);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "multipart/x-mixed-replace; boundary=cam | --cam",
        "multipart/x-mixed-replace;boundary=\"cam\" | --cam",
        "multipart/x-mixed-replace; boundary=--cam | --cam",
        "multipart/x-mixed-replace; boundary=--cam | ----cam",
        "Multipart/X-Mixed-Replace; BOUNDARY=cam; charset=utf-8 | --cam",
        "multipart/x-mixed-replace; boundary=cam | --other",
        "multipart/x-mixed-replace | --cam",
        "video/x-motion-jpeg | --cam",
      })
  void boundariesAreFoundAsCamerasWriteThem(String type, String line) throws IOException {
    for (String newline : new String[] {"\r\n", "\n"}) {
      byte[] stream =
          bytes(
              line + newline + "Content-Type: image/jpeg" + newline + newline,
              A,
              newline + line + newline + "Content-Type: image/jpeg" + newline + newline,
              B,
              newline + line + newline + "Content-Type: image/jpeg" + newline + newline,
              C);
      assertThat(read(stream, type, 1_000)).containsExactly(A, B, C);
    }
  }

  @Test
  void bareJpegsAreReadOneAfterTheOther() throws IOException {
    assertThat(read(bytes("junk", A, B, "\0\0\0", C), null, 100)).containsExactly(A, B, C);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "100", "999999", "99999999999999", "-1", "abc", ""})
  void aWrongContentLengthDoesNoHarm(String length) throws IOException {
    String head = "\r\n--cam\r\nContent-Type: image/jpeg\r\nContent-Length: " + length + "\r\n\r\n";
    assertThat(read(bytes(head, A, head, B, head, C), TYPE, 300)).containsExactly(A, B, C);
  }

  @Test
  void otherPartsPreambleAndPaddingAreSkippedAndAClosingDelimiterClosesNothing()
      throws IOException {
    byte[] stream =
        bytes(
            "This is a multipart stream.\r\n--cam\r\nContent-Type: text/plain\r\n\r\nhello\r\n",
            "--cam\r\n\r\n",
            A,
            "\0\0\0\0\r\n--cam\r\nContent-type: image/jpeg\r\n\r\n",
            B,
            "--cam--\r\n--cam\r\n\r\n",
            C,
            "\r\n--cam--\r\nContent-Type: image/jpeg\r\n\r\n",
            A,
            "\r\n--cam--\r\n");
    assertThat(read(stream, TYPE, 50)).containsExactly(A, B, C, A);
  }

  @Test
  void aCutJpegIsSkippedAndTheNextIsRead() throws IOException {
    for (int cut = 0; cut < A.length; cut += 13) {
      byte[] stream =
          bytes(part(A), part(Arrays.copyOf(A, cut)), part(B), part(C), part(A), "\r\n--cam--\r\n");
      List<byte[]> read = read(stream, TYPE, 500);
      // Which of the next is lost depends on what the cut segment swallows; never more than two.
      assertThat(read).as("cut after %d", cut).hasSizeGreaterThanOrEqualTo(2);
      assertThat(read.get(0)).isEqualTo(A);
      assertThat(read.get(read.size() - 1)).isEqualTo(A);
    }
  }

  @Test
  void aFrameIsGivenAsSoonAsItsLastByteIsThere() throws IOException {
    for (String length : new String[] {"", "Content-Length: " + A.length + "\r\n"}) {
      byte[] stream = bytes("--cam\r\n" + length + "\r\n", A);
      InputStream nothingMore =
          new ByteArrayInputStream(stream) {
            @Override
            public synchronized int read(byte[] b, int offset, int count) {
              if (available() == 0) {
                throw new AssertionError("waits for more than the frame");
              }
              return super.read(b, offset, count);
            }
          };
      MjpegReader reader = new MjpegReader(nothingMore, TYPE);
      assertThat(reader.next()).isTrue();
      assertThat(reader.isNewerWaiting()).isFalse();
      assertThat(bytes(reader)).isEqualTo(A);
    }
  }

  @Test
  void whatCameBeforeIsNotLookedAtAgain() throws IOException {
    byte[] jpeg = Jpegs.color(1280, 720);
    byte[] stream = part(jpeg);
    int headers = 2_000;
    InputStream pieces =
        new ByteArrayInputStream(stream) {
          @Override
          public synchronized int read(byte[] b, int offset, int count) {
            // Whoever looks at these bytes again finds the beginning of another picture. (The last
            // one may be the first half of a marker.)
            for (int i = headers; i + 1 < offset - 1; i += 2) {
              b[i] = (byte) 0xFF;
              b[i + 1] = (byte) 0xD8;
            }
            return super.read(b, offset, Math.min(count, offset < headers ? headers : 144));
          }
        };
    MjpegReader reader = new MjpegReader(pieces, TYPE);
    assertThat(reader.next()).isTrue();
    assertThat(reader.dropped()).isZero();
    assertThat(reader.jpeg().remaining()).isEqualTo(jpeg.length);
  }

  @Test
  void whatIsWrongWithEachPartIsToldAndMayEndTheReading() throws IOException {
    byte[] large = Jpegs.color(800, 600);
    byte[] stream = bytes(part(Arrays.copyOf(A, A.length - 50)), part(large), part(A));
    List<String> problems = new ArrayList<>();
    MjpegReader reader =
        new MjpegReader(new ByteArrayInputStream(stream), TYPE)
            .maxPixels(64 * 48)
            .onSkipped(problems::add);
    assertThat(reader.next()).isTrue();
    assertThat(bytes(reader)).isEqualTo(A);
    assertThat(problems).hasSize(2);
    assertThat(problems.get(0)).contains("cut");
    assertThat(problems.get(1)).isEqualTo("a picture of 800x600 pixels: more than 3072");
    IOException enough = new IOException("enough");
    MjpegReader ended =
        new MjpegReader(new ByteArrayInputStream(stream), TYPE)
            .onSkipped(
                problem -> {
                  throw enough;
                });
    assertThatThrownBy(ended::next).isSameAs(enough);
  }

  @Test
  void newerFramesThatWaitAreSeenAndTheCurrentOneStays() throws IOException {
    MjpegReader reader =
        new MjpegReader(new ByteArrayInputStream(bytes(part(A), part(A), part(A))), TYPE);
    assertThat(reader.next()).isTrue();
    assertThat(reader.isNewerWaiting()).isTrue();
    assertThat(bytes(reader)).isEqualTo(A);
    assertThat(reader.next()).isTrue();
    assertThat(reader.next()).isTrue();
    assertThat(reader.isNewerWaiting()).isFalse();
    assertThat(bytes(reader)).isEqualTo(A);
    assertThat(reader.next()).isFalse();
  }

  @Test
  void paddingBehindAPictureIsNoNewerPicture() throws IOException {
    byte[] padded = Arrays.copyOf(A, A.length + 65_000);
    MjpegReader reader =
        new MjpegReader(new ByteArrayInputStream(bytes(part(padded), part(padded))), TYPE);
    assertThat(reader.next()).isTrue();
    assertThat(reader.isNewerWaiting()).isTrue();
    assertThat(reader.next()).isTrue();
    assertThat(reader.isNewerWaiting()).isFalse();
    assertThat(bytes(reader)).isEqualTo(A);
  }

  @Test
  void streamsCutAtAnyByteEndAndNeverInventAFrame() throws IOException {
    byte[] stream = bytes(part(A), part(B), part(C), "\r\n--cam--\r\n");
    for (int cut = 0; cut <= stream.length; cut++) {
      List<byte[]> read = read(Arrays.copyOf(stream, cut), TYPE, 200);
      assertThat(read)
          .as("cut at %d", cut)
          .containsExactly(List.of(A, B, C).subList(0, read.size()).toArray(byte[][]::new));
    }
  }

  @Test
  void noiseNeverThrowsAnythingButIoExceptions() {
    byte[] stream = bytes(part(A), part(B), part(C), part(A), part(B));
    Random random = new Random(3);
    int frames = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] noisy = stream.clone();
      for (int n = random.nextInt(60); n > 0; n--) {
        noisy[random.nextInt(noisy.length)] = (byte) random.nextInt(256);
      }
      try {
        frames += read(noisy, i % 2 == 0 ? TYPE : null, 1 + random.nextInt(3_000)).size();
      } catch (IOException e) {
        assertThat(e).isInstanceOf(SourceException.class);
      }
    }
    assertThat(frames).isBetween(2_000, 10_000);
  }

  @Test
  void endlessHeadersLinesAndFramesAreBroken() {
    assertBroken("--cam\r\n" + "X: y\r\n".repeat(5_000), "headers");
    assertBroken("--cam\r\nX: " + "y".repeat(40_000), "line end");
    byte[] large = Jpegs.color(800, 600);
    byte[] stream = bytes(part(large));
    assertThatThrownBy(() -> new MjpegReader(new ByteArrayInputStream(stream), TYPE, 10_000).next())
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("more than 10000 bytes");
  }

  @Test
  void aStreamOfOtherThingsIsBrokenInTheEnd() {
    assertBroken("--cam\r\nContent-Type: image/png\r\n\r\nPNG\r\n".repeat(60), "not a JPEG");
  }

  private static void assertBroken(String stream, String words) {
    MjpegReader reader =
        new MjpegReader(new ByteArrayInputStream(stream.getBytes(ISO_8859_1)), TYPE);
    assertThatThrownBy(reader::next)
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.BROKEN))
        .hasMessageContaining(words);
  }

  /** All frames of a stream that comes in random pieces. */
  private static List<byte[]> read(byte[] stream, String type, int largestPiece)
      throws IOException {
    Random random = new Random(largestPiece);
    InputStream pieces =
        new ByteArrayInputStream(stream) {
          @Override
          public synchronized int read(byte[] b, int offset, int count) {
            return super.read(b, offset, Math.min(count, 1 + random.nextInt(largestPiece)));
          }
        };
    MjpegReader reader = new MjpegReader(pieces, type);
    List<byte[]> frames = new ArrayList<>();
    while (reader.next()) {
      frames.add(bytes(reader));
    }
    return frames;
  }

  private static byte[] bytes(MjpegReader reader) {
    byte[] jpeg = new byte[reader.jpeg().remaining()];
    reader.jpeg().get(jpeg);
    return jpeg;
  }

  private static byte[] part(byte[] jpeg) {
    return bytes("\r\n--cam\r\nContent-Type: image/jpeg\r\n\r\n", jpeg);
  }

  private static byte[] bytes(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      out.writeBytes(part instanceof byte[] raw ? raw : ((String) part).getBytes(ISO_8859_1));
    }
    return out.toByteArray();
  }
}
