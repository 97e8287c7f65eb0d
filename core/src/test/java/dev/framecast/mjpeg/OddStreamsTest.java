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
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams as cameras were reported to send them. */
class OddStreamsTest {
  private static final String TYPE = "multipart/x-mixed-replace; boundary=cam";
  private static final byte[] A = Jpegs.color(64, 48);
  private static final byte[] B = Jpegs.withRestarts(80, 48, 2);
  private static final byte[] C = Jpegs.withApp1(Jpegs.gray(96, 48), Jpegs.color(16, 16));
  private static final byte[][] ALL = {A, B, C};

  private final List<String> told = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "multipart/x-mixed-replace;boundary=--video boundary-- | --video boundary--",
        "multipart/x-mixed-replace;boundary=video boundary-- | --video boundary",
        "multipart/x-mixed-replace;boundary=data-boundary-- | --data-boundary--",
        "multipart/x-mixed-replace;boundary=\"--b--\" | ----b--",
        "multipart/x-mixed-replace;boundary =--myboundary | --myboundary",
        "multipart/x-mixed-replace; boundary = 'cam' | --cam",
        "multipart/x-mixed-replace; boundary='cam' | --'cam'",
        "multipart/x-mixed-replace; boundary=\"cam | --cam",
        "multipart/x-mixed-replace; boundary=cam | cam",
        "multipart/x-mixed-replace; boundary=--cam | cam",
        "multipart/x-mixed-replace; boundary=cam | --cam  ",
        "multipart/mixed; boundary=cam | --cam",
        "image/jpeg; boundary=cam | --cam",
        "multipart/x-mixed-replace; boundary=cam | --other--",
        "multipart/x-mixed-replace; boundary=cam | other",
        "multipart/x-mixed-replace; boundary=-- | --cam",
        "multipart/x-mixed-replace; boundary | --cam",
        "text/html | --cam",
      })
  void boundariesAreFoundAlsoWhereTheFirstDelimiterIsMissing(String type, String line)
      throws IOException {
    String between = "\r\n" + line + "\r\nContent-Type: image/jpeg\r\nContent-Length: ";
    for (String first : new String[] {line + "\r\n", line.substring(1) + "\r\n", ""}) {
      byte[] stream =
          bytes(
              first + "Content-Type: image/jpeg\r\nContent-Length: " + A.length + "\r\n\r\n",
              A,
              between + B.length + "\r\n\r\n",
              B,
              between + C.length + "\r\n\r\n",
              C);
      for (int piece : new int[] {1, 7, 1_000_000}) {
        assertThat(read(stream, type, piece)).as("%s after %s", line, first).containsExactly(ALL);
      }
      assertThat(told).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n--camContent-type: image/jpeg\r\nContent-length: N\r\n\r\n", // no line end
        "--cam\r\nContent-type: image/jpeg\r\n\r\n", // not in a line of its own
        "\r\n--cam\r\n--cam\r\nContent-type:image/jpeg\r\nContent-Length:N\r\n\r\n", // twice
        "\r\n--cam\r\n\r\n--cam\r\nContent-type: image/jpeg\r\n\r\n", // an empty part
        "\r\n--cam--\r\n--cam\r\nContent-type: image/jpeg\r\n\r\n", // closed
        "\r\n--cam--\r\n\r\n--cam\r\nContent-type: image/jpeg\r\n\r\n",
        "\r\n--cam--\r\nContent-type: image/jpeg\r\n\r\n",
        "\r\n--cam\r\nContent-Type: image/jpeg\r\nContent-Length: N\r\n", // no blank line
        "\r\n--cam\r\n\r\nContent-Type: image/jpeg\r\nContent-Length: N\r\n\r\n", // one too many
        "\n\n--cam\nContent-Type : image/jpeg\nContent-Length : N\n \n", // blanks
        "\r\n--cam\r\nContent-Type: image/jpeg\r\nContent-Length: none\r\nnonsense\r\n\r\n",
        "\r\n--cam\r\nContent-Type: application/octet-stream\r\n\r\n",
        "\r\n--cam\r\nContent-Type: video/x-motion-jpeg\r\n\r\n",
        "\r\n--cam\r\nContent-Type: text/plain\r\n\r\n",
        "\r\n--cam\r\nX-Time: 12:00:01\r\n\r\n", // no type
        "\r\n--cam\r\nContent-Type: image/jpeg\r\n\r\n\r\n", // something in front of the picture
        "\r\n--cam\r\nContent-Type: image/jpeg\r\n\r\n\u00ff",
        "\r\n--cam\r\nContent-Type: image/jpeg\r\n\r\n\u00ff\u00d8", // two beginnings
        "\r\n--cam\r\nContent-Type: image/jpeg\r\n\r\nMO_V\0\0\0\1\0\0",
      })
  void partsBeginInManyWays(String head) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (byte[] jpeg : ALL) {
      stream.writeBytes(bytes(head.replace("N", Integer.toString(jpeg.length)), jpeg));
    }
    for (int piece : new int[] {1, 7, 1_000_000}) {
      assertThat(read(stream.toByteArray(), TYPE, piece)).containsExactly(ALL);
    }
    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-500, -2, -1, 1, 2, 100, 9_999_999})
  void aPictureIsGivenOutAtItsEndWhateverLengthIsAnnounced(int wrong) throws IOException {
    Camera camera = new Camera();
    MjpegReader reader = new MjpegReader(camera, TYPE);
    for (byte[] jpeg : ALL) {
      camera.send(part(jpeg, "Content-Length: " + (jpeg.length + wrong) + "\r\n"));
      assertThat(reader.next()).isTrue();
      assertThat(bytes(reader)).isEqualTo(jpeg);
      assertThat(reader.isNewerWaiting()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 3_000})
  void aPictureWithoutItsEndIsGivenOutWhereTheAnnouncedLengthIsReached(int zeros)
      throws IOException {
    Camera camera = new Camera();
    MjpegReader reader = new MjpegReader(camera, TYPE);
    for (byte[] jpeg : ALL) {
      byte[] sent = padded(jpeg, zeros);
      camera.send(part(sent, "Content-Length: " + sent.length + "\r\n"));
      assertThat(reader.next()).isTrue();
      assertThat(bytes(reader)).isEqualTo(jpeg);
      assertThat(reader.isNewerWaiting()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 3_000})
  void aPictureWithoutEndAndLengthIsKnownByTheNextPartAndThenByItsBlocks(int zeros)
      throws IOException {
    Camera camera = new Camera();
    MjpegReader reader = new MjpegReader(camera, TYPE);
    camera.send(part(padded(A, zeros), ""));
    camera.send(part(padded(B, zeros), ""));
    for (byte[] jpeg : new byte[][] {A, B, C, A, C}) {
      assertThat(reader.next()).isTrue();
      assertThat(bytes(reader)).isEqualTo(jpeg);
      if (jpeg != A || camera.sent > 2) {
        camera.send(part(padded(camera.sent == 2 ? C : camera.sent == 3 ? A : C, zeros), ""));
      }
    }
  }

  @Test
  void aPictureWithoutItsEndMayBePaddedWithOnes() throws IOException {
    byte[] padded = padded(A, 30);
    Arrays.fill(padded, A.length - 2, padded.length, (byte) 0xFF);
    byte[] part = part(padded, "Content-Length: " + padded.length + "\r\n");
    assertThat(read(bytes(part, part(B, ""), part), TYPE, 1_000_000)).containsExactly(A, B, A);
    Camera camera = new Camera();
    camera.send(bytes(part, "\r\n"));
    assertThat(new MjpegReader(camera, TYPE).next()).isTrue();
  }

  @Test
  void picturesWithoutEndOrPartsAreKnownByTheNextOne() throws IOException {
    byte[] stream = bytes(padded(A, 0), padded(B, 0), padded(C, 40), A);
    assertThat(read(stream, null, 1_000)).containsExactly(A, B, C, A);
  }

  @Test
  void theLastPictureOfAStreamMayLackItsEnd() throws IOException {
    assertThat(read(bytes(part(A, ""), part(padded(B, 0), "")), TYPE, 1_000)).containsExactly(A, B);
  }

  @Test
  void cutPicturesAreDroppedHoweverTheyEnd() throws IOException {
    for (int missing : new int[] {30, 100, 500, 900}) {
      byte[] cut = Arrays.copyOf(A, A.length - missing);
      byte[] zeros = Arrays.copyOf(cut, A.length);
      for (byte[] broken : new byte[][] {cut, zeros}) {
        for (String length : new String[] {"", "Content-Length: " + broken.length + "\r\n"}) {
          told.clear();
          byte[] stream =
              bytes(
                  part(padded(B, 0), ""), part(broken, length), part(C, ""), part(broken, length));
          assertThat(read(stream, TYPE, 1_000)).containsExactly(B, C);
          assertThat(told).first().asString().contains("cut");
        }
      }
    }
  }

  @Test
  void nothingOfTheNextPartsIsLostToACutPicture() throws IOException {
    for (int cut = 0; cut < C.length; cut += 11) {
      byte[] stream =
          bytes(
              part(A, ""), part(Arrays.copyOf(C, cut), ""), part(A, ""), part(B, ""), part(C, ""));
      for (int piece : new int[] {13, 1_000_000}) {
        List<byte[]> read = read(stream, TYPE, piece);
        assertThat(read.subList(read.size() - 3, read.size()))
            .as("cut at %d", cut)
            .containsExactly(A, B, C);
        assertThat(read.get(0)).isEqualTo(A);
        assertThat(read.size()).isLessThan(6);
      }
    }
  }

  @Test
  void partsOfOtherTypesAreToldAndDoNotEndTheStream() throws IOException {
    byte[] video = bytes("\r\n--cam\r\nContent-Type: video/x-h264\r\n\r\n", new byte[5_000]);
    byte[] text = bytes("\r\n--cam\r\nContent-Type: text/plain\r\n\r\nmotion=0\r\n");
    byte[] audio = bytes("\r\n--cam\r\nContent-Type: audio/basic\r\n\r\n", A);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = 0; i < 60; i++) {
      stream.writeBytes(bytes(video, text, audio));
    }
    stream.writeBytes(part(B, ""));
    assertThat(read(stream.toByteArray(), TYPE, 1_000)).containsExactly(B);
    assertThat(told)
        .hasSize(180)
        .startsWith(
            "a part of the type video/x-h264 is no picture",
            "a part of the type text/plain is no picture",
            "a part of the type audio/basic is no picture");
  }

  @Test
  void aSecondJpegInOnePartIsLeftOutAndIsNoNewerPicture() throws IOException {
    Camera camera = new Camera();
    MjpegReader reader = new MjpegReader(camera, TYPE).onSkipped(told::add);
    for (byte[] jpeg : ALL) {
      camera.send(part(bytes(jpeg, A), ""));
      assertThat(reader.next()).isTrue();
      assertThat(bytes(reader)).isEqualTo(jpeg);
      assertThat(reader.isNewerWaiting()).isFalse();
    }
    assertThat(told).isEmpty();
  }

  @Test
  void theAnswersHeadMayComeOnceMoreInItsBody() throws IOException {
    byte[] stream =
        bytes(
            "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=--sim\r\n\r\n",
            "--sim\r\nContent-Type: image/jpeg\r\n\r\n",
            A,
            "\r\n--sim\r\nContent-Type: image/jpeg\r\n\r\n",
            padded(B, 0),
            "\r\n--sim\r\nContent-Type: image/jpeg\r\n\r\n",
            C);
    for (String type : new String[] {null, TYPE, "multipart/x-mixed-replace; boundary=--sim"}) {
      assertThat(read(stream, type, 100)).containsExactly(ALL);
    }
  }

  @Test
  void aStreamThatBeginsInTheMiddleOfAPictureIsReadFromTheNextOn() throws IOException {
    byte[] half = Arrays.copyOfRange(A, A.length / 2, A.length);
    byte[] stream = bytes(half, part(A, ""), part(padded(B, 0), ""), part(C, ""));
    assertThat(read(stream, TYPE, 100)).containsExactly(ALL);
    assertThat(read(bytes(A, part(B, ""), part(C, "")), TYPE, 100)).containsExactly(ALL);
  }

  @Test
  void whoHadToWaitForAPictureSkipsItForNoNewerOne() throws IOException {
    AtomicLong nanos = new AtomicLong();
    Camera camera = new Camera();
    MjpegReader reader = new MjpegReader(camera, TYPE, 1 << 20, nanos::get);
    camera.send(part(A, ""));
    camera.send(part(A, ""));
    assertThat(reader.next()).isTrue();
    assertThat(reader.isNewerWaiting()).isTrue();
    assertThat(reader.next()).isTrue();
    camera.beforeRead = () -> nanos.addAndGet(200_000_000);
    camera.send(part(B, ""));
    assertThat(reader.next()).isTrue();
    camera.send(part(C, ""));
    assertThat(reader.isNewerWaiting()).isFalse();
    camera.beforeRead = () -> {};
    assertThat(reader.next()).isTrue();
    camera.send(part(C, ""));
    assertThat(reader.isNewerWaiting()).isTrue();
  }

  /** Gives what was sent, and fails whoever waits for more. */
  private static final class Camera extends InputStream {
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private int given;
    private int sent;
    private Runnable beforeRead = () -> {};

    void send(byte[] part) {
      all.writeBytes(part);
      sent++;
    }

    @Override
    public int available() {
      return all.size() - given;
    }

    @Override
    public int read(byte[] b, int offset, int count) {
      if (available() == 0) {
        throw new AssertionError("waits for more than the picture");
      }
      beforeRead.run();
      int now = Math.min(count, available());
      System.arraycopy(all.toByteArray(), given, b, offset, now);
      given += now;
      return now;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }
  }

  private List<byte[]> read(byte[] stream, String type, int piece) throws IOException {
    InputStream pieces =
        new ByteArrayInputStream(stream) {
          @Override
          public synchronized int read(byte[] b, int offset, int count) {
            return super.read(b, offset, Math.min(count, piece));
          }
        };
    MjpegReader reader = new MjpegReader(pieces, type).onSkipped(told::add);
    List<byte[]> pictures = new ArrayList<>();
    while (reader.next()) {
      pictures.add(bytes(reader));
    }
    return pictures;
  }

  /** Without its end, and with zeros in its place. */
  private static byte[] padded(byte[] jpeg, int zeros) {
    return Arrays.copyOf(Arrays.copyOf(jpeg, jpeg.length - 2), jpeg.length - 2 + zeros);
  }

  private static byte[] bytes(MjpegReader reader) {
    byte[] jpeg = new byte[reader.jpeg().remaining()];
    reader.jpeg().get(jpeg);
    return jpeg;
  }

  private static byte[] part(byte[] jpeg, String length) {
    return bytes("\r\n--cam\r\nContent-Type: image/jpeg\r\n" + length + "\r\n", jpeg);
  }

  private static byte[] bytes(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      out.writeBytes(part instanceof byte[] raw ? raw : ((String) part).getBytes(ISO_8859_1));
    }
    return out.toByteArray();
  }
}
