package dev.framecast.mjpeg;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.framecast.frame.Frame;
import dev.framecast.frame.FrameFormat;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.TestFrame;
import dev.framecast.frame.VideoFormat;
import dev.framecast.ring.FrameChain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MjpegWritersTest {
  private static final String CHROME =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"
          + " Safari/537.36";
  private static final String SAFARI =
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
          + " Version/18.5 Safari/605.1.15";
  private static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0";

  private final TestFrame frame =
      new TestFrame("JPEG".getBytes(US_ASCII), 1_234, 1_700_000_000_000_789L, true);

  @Test
  void theImageFormSendsTheNextHeadersRightAfterEachFrame() throws IOException {
    String part = "Content-Type: image/jpeg\r\n\r\n";
    assertThat(stream(MjpegWriters.forImages(), frame, frame))
        .isEqualTo(
            "--framecast\r\n%sJPEG\r\n--framecast\r\n%sJPEG\r\n--framecast\r\n%s"
                .formatted(part, part, part));
  }

  @Test
  void theClientFormSaysLengthTimeSequenceAndState() throws IOException {
    TestFrame slate = new TestFrame(new byte[0], Long.MAX_VALUE, 0, false);
    assertThat(stream(MjpegWriters.forClients(), frame, slate))
        .isEqualTo(
            """
            --framecast
            Content-Type: image/jpeg
            Content-Length: 4
            X-Timestamp: 1700000000.000789
            X-Framecast-Sequence: 1234
            X-Framecast-Live: true
            X-Framecast-Epoch: 0

            JPEG
            --framecast
            Content-Type: image/jpeg
            Content-Length: 0
            X-Timestamp: 0.000000
            X-Framecast-Sequence: 9223372036854775807
            X-Framecast-Live: false
            X-Framecast-Epoch: 0


            --framecast
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void streamsAndChannelsGetTheSameBytes() throws IOException {
    for (MjpegWriter writer :
        new MjpegWriter[] {MjpegWriters.forImages(), MjpegWriters.forClients()}) {
      ByteArrayOutputStream channel = new ByteArrayOutputStream();
      writer.open(channel);
      writer.write(frame, Channels.newChannel(channel));
      assertThat(channel.toString(US_ASCII)).isEqualTo(stream(writer, frame));
    }
  }

  @Test
  void theBoundaryIsNotQuoted() {
    assertThat(MjpegWriters.forImages().contentType())
        .isEqualTo("multipart/x-mixed-replace; boundary=framecast")
        .isEqualTo(MjpegWriters.forClients().contentType());
  }

  @Test
  void theFormForManyCamerasNamesTheCamera() throws IOException {
    assertThat(stream(MjpegWriters.forManyCameras("door"), frame))
        .isEqualTo(
            stream(MjpegWriters.forClients(), frame)
                .replace("Epoch: 0\r\n", "Epoch: 0\r\nX-Framecast-Camera: door\r\n"));
    assertThat(MjpegWriters.forManyCameras("door"))
        .isEqualTo(MjpegWriters.forManyCameras("door"))
        .hasSameHashCodeAs(MjpegWriters.forManyCameras("door"))
        .isNotEqualTo(MjpegWriters.forManyCameras("yard"))
        .isNotEqualTo(MjpegWriters.forClients());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MjpegWriters.forManyCameras("a\r\nX-Evil: 1"))
        .withMessageContaining("must be 1 to 64 characters");
  }

  @ParameterizedTest
  @CsvSource({"H264, avc1.4d401f", "H265, hev1.1.6.L93.B0"})
  void aPartOfVideoSaysWhatADecoderMustKnow(FrameFormat format, String codec) throws IOException {
    VideoFormat video = video(format, codec);
    for (boolean key : new boolean[] {true, false}) {
      try (Frame unit = unit(video, key, 7_000_123, 3)) {
        long micros = unit.capturedMicros();
        assertThat(stream(MjpegWriters.forManyCameras("door"), unit))
            .isEqualTo(
                """
                --framecast
                Content-Type: %s
                Content-Length: 4
                X-Timestamp: %d.%06d
                X-Framecast-Sequence: 42
                X-Framecast-Live: true
                X-Framecast-Epoch: 3
                X-Framecast-Frame: %s
                X-Framecast-Captured: %d
                X-Framecast-Presented: 7000123%s
                X-Framecast-Camera: door

                UNIT
                --framecast
                """
                    .formatted(
                        "video/" + format.name().toLowerCase(Locale.ROOT),
                        micros / 1_000_000,
                        micros % 1_000_000,
                        key ? "key" : "delta",
                        micros,
                        key
                            ? "\nX-Framecast-Codec: " + codec + "\nX-Framecast-Size: 1920x1080"
                            : "")
                    .replace("\n", "\r\n"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"avc1\r\nX-Evil: 1", "", "a b", "h\u00e4"})
  void aCodecThatCannotStandInAHeaderDoesNot(String codec) throws IOException {
    try (Frame unit = unit(video(FrameFormat.H264, codec), true, -5, 1)) {
      assertThat(stream(MjpegWriters.forClients(), unit))
          .doesNotContain("Evil", "a b")
          .contains("\r\nX-Framecast-Presented: -5\r\n", "-Size: 1920x1080\r\n\r\nUNIT");
    }
  }

  private static VideoFormat video(FrameFormat format, String codec) {
    return new VideoFormat(format, codec, 1920, 1080, ByteBuffer.allocate(0), false);
  }

  private static Frame unit(VideoFormat format, boolean key, long presented, int epoch) {
    FrameChain chain = new FrameChain();
    if (!key) {
      unit(chain.claim(), format, true, presented);
      chain.publishSilently(41, format.width(), format.height(), true, epoch);
    }
    unit(chain.claim(), format, key, presented);
    chain.publishSilently(42, format.width(), format.height(), true, epoch);
    return chain.acquireNext(key ? 0 : 41);
  }

  private static void unit(FrameSlot slot, VideoFormat format, boolean key, long presented) {
    slot.put(ByteBuffer.wrap("UNIT".getBytes(US_ASCII)));
    slot.capturedAt(System.nanoTime());
    slot.video(format, key);
    slot.presentedAt(presented);
  }

  @Test
  void thePartsFitIntoTheRoomThatIsPromised() {
    TestFrame largest =
        new TestFrame(new byte[Integer.MAX_VALUE >> 8], Long.MAX_VALUE, Long.MAX_VALUE, false);
    ByteBuffer head = ByteBuffer.allocate(MjpegWriter.MAX_HEAD_BYTES);
    MjpegWriters.forManyCameras("x".repeat(64)).before(largest, head);
    assertThat(head.position()).isLessThan(MjpegWriter.MAX_HEAD_BYTES);
    VideoFormat longest =
        new VideoFormat(
            FrameFormat.H265, "h".repeat(48), 65_535, 65_535, ByteBuffer.allocate(0), true);
    try (Frame unit = unit(longest, true, Long.MIN_VALUE, Integer.MAX_VALUE)) {
      head.clear();
      MjpegWriters.forManyCameras("x".repeat(64)).before(unit, head);
      int digits = 2 * (19 - 16) + (19 - 2) + (10 - 1); // times, sequence and size at their longest
      assertThat(head.position() + digits).isLessThanOrEqualTo(MjpegWriter.MAX_HEAD_BYTES);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Chromium img, localhost | image | CHROME | image/avif,image/webp,image/*,*/*;q=0.8 | true",
        "Chromium img, LAN | - | CHROME | image/avif,image/webp,image/*,*/*;q=0.8 | true",
        "Chromium tab, LAN | - | CHROME | text/html,application/xhtml+xml,*/*;q=0.8 | true",
        "Chromium tab, https | document | CHROME | text/html,application/xhtml+xml | true",
        "Chromium fetch, localhost | empty | CHROME | */* | false",
        "Chromium fetch, LAN | - | CHROME | */* | false",
        "Firefox img, LAN | - | FIREFOX | image/avif,image/webp,image/png,*/*;q=0.8 | true",
        "Firefox fetch, LAN | - | FIREFOX | */* | false",
        "Safari img, LAN | - | SAFARI | image/webp,image/avif,image/*;q=0.8,*/*;q=0.5 | true",
        "Safari fetch, https | empty | SAFARI | */* | false",
        "FFmpeg | - | Lavf/61.7.100 | */* | false",
        "curl | - | curl/8.5.0 | */* | false",
        "aiohttp (Home Assistant) | - | HomeAssistant/2025.9 aiohttp/3.12 | */* | false",
        "nothing said | - | - | - | false",
        "an agent that only says Mozilla | - | Mozilla/4.0 | - | true",
      })
  void browsersGetTheImageFormAndProgramsTheOther(
      String who, String destination, String agent, String accept, boolean image) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (destination != null) {
      headers.put("sec-fetch-dest", destination);
    }
    if (agent != null) {
      headers.put(
          "user-agent",
          agent.replace("CHROME", CHROME).replace("FIREFOX", FIREFOX).replace("SAFARI", SAFARI));
    }
    if (accept != null) {
      headers.put("accept", accept);
    }
    assertThat(MjpegWriters.forRequest(headers::get))
        .as(who)
        .isSameAs(image ? MjpegWriters.forImages() : MjpegWriters.forClients());
  }

  private static String stream(MjpegWriter writer, Frame... frames) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.open(out);
    for (Frame frame : frames) {
      writer.write(frame, out);
    }
    return out.toString(US_ASCII);
  }
}
