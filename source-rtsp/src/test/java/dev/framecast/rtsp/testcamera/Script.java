package dev.framecast.rtsp.testcamera;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a test camera does otherwise than a good one; see the fields. */
public final class Script {
  /** Changes each answer as it goes out: status line, headers and body. */
  volatile UnaryOperator<String> answer = text -> text;

  /** Instead of the right answer to this method: status and headers, with line ends. */
  volatile Map<String, String> instead = Map.of();

  /** What is in front of the first {@code m=} line, in place of the usual. */
  volatile String session =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=test\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\n";

  /** Changes the clip's own part of the SDP. */
  volatile UnaryOperator<String> media = text -> text;

  /** Transports that SETUP takes: {@code tcp}, {@code udp}. */
  volatile Set<String> transports = Set.of("tcp", "udp");

  /** The status for other transports. */
  volatile int refusal = 461;

  /** Transports over which nothing comes after PLAY. */
  volatile Set<String> silent = Set.of();

  /** The only path of SETUP, or empty for any. */
  volatile String setUpPath = "";

  /** How many SETUPs it takes until pictures come. */
  volatile int setUps = 1;

  /** Added to each packet's time stamp, by the picture's number. */
  volatile Jump jump = picture -> 0;

  /** What goes between packets. */
  volatile byte[] junk = {};

  /** The channel of RTP, whatever was asked for. */
  volatile int channel;

  /** Seconds by which the clock in sender reports is ahead; NaN for no reports. */
  volatile double clockAhead = Double.NaN;

  /** The payload type, unless it is 0. */
  volatile int type;

  /** Sessions that are named in answers, by the method and how many SETUPs went before. */
  volatile Map<String, String> sessions = Map.of();

  /** The sessions that can be played. */
  volatile String playsSession = ".*";

  /** Whether a picture comes before the answer to PLAY. */
  volatile boolean early;

  /** How long it takes from PLAY to the first picture. */
  volatile Duration delay = Duration.ZERO;

  /** Which packets are marked, of a picture's; by default the last one. */
  volatile Marker marker = (packet, count) -> packet == count - 1;

  /** Whether of two packets of a picture that follow each other the second comes first. */
  volatile boolean swapped;

  /** Of multicast. */
  volatile String group = "239.255.13.7";

  volatile int groupPort;

  /** An offset of time stamps. */
  @FunctionalInterface
  public interface Jump {
    int of(int picture);
  }

  /** Whether a packet is marked. */
  @FunctionalInterface
  public interface Marker {
    boolean marks(int packet, int count);
  }

  public Script marker(Marker which) {
    marker = which;
    return this;
  }

  public Script swapped() {
    swapped = true;
    return this;
  }

  public Script answer(UnaryOperator<String> change) {
    answer = change;
    return this;
  }

  public Script instead(String method, String reply) {
    instead = Map.of(method, reply);
    return this;
  }

  public Script session(String lines) {
    session = lines;
    return this;
  }

  public Script media(UnaryOperator<String> change) {
    media = change;
    return this;
  }

  public Script refuses(String transport, int status) {
    transports = Set.of(transport.equals("tcp") ? "udp" : "tcp");
    refusal = status;
    return this;
  }

  public Script silentOver(String... those) {
    silent = Set.of(those);
    return this;
  }

  public Script setUpAt(String path) {
    setUpPath = path;
    return this;
  }

  public Script needsSetUps(int count) {
    setUps = count;
    return this;
  }

  public Script jump(Jump offset) {
    jump = offset;
    return this;
  }

  public Script junk(byte... bytes) {
    junk = bytes;
    return this;
  }

  public Script channel(int number) {
    channel = number;
    return this;
  }

  public Script sessions(Map<String, String> names) {
    sessions = names;
    return this;
  }

  public Script playsSession(String pattern) {
    playsSession = pattern;
    return this;
  }

  public Script early() {
    early = true;
    return this;
  }

  public Script delay(Duration time) {
    delay = time;
    return this;
  }

  public Script multicast(int port) {
    transports = Set.of("multicast");
    groupPort = port;
    return this;
  }

  public Script type(int number) {
    type = number;
    return this;
  }

  public Script clockAhead(double seconds) {
    clockAhead = seconds;
    return this;
  }
}
