package dev.framecast.discovery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Multicast DNS, as far as it takes to ask for services and to read the answers: RFC 6762, RFC
 * 6763, and RFC 1035 for the bytes. The question is a one-shot one (RFC 6762, 5.1), which is
 * answered to the port that it comes from, together with all that is known of the service.
 */
final class DnsAnswer {
  private static final int ID = 0x0F0C; // which no text begins with
  private static final int ANSWER = 0x8000;
  private static final int TXT = 16;
  private static final int SRV = 33;
  private static final int PTR = 12;
  private static final int INTERNET = 1;
  private static final int MOST_RECORDS = 64;
  private static final int MOST_LABELS = 32;
  private static final String SERVICE = "_rtsp._tcp.local";

  /** What is known of one service. */
  private static final class Service {
    private boolean isNamed;
    private int port;
    private String path = "";
  }

  private final ByteBuffer bytes;

  /** By the whole name, in small letters; the first label as it is. */
  private final Map<String, Service> services = new LinkedHashMap<>();

  private final Map<String, String> labels = new LinkedHashMap<>();

  private DnsAnswer(byte[] datagram) {
    bytes = ByteBuffer.wrap(datagram);
  }

  /** Asks who has RTSP. */
  static byte[] question() {
    ByteBuffer question = ByteBuffer.allocate(12 + SERVICE.length() + 2 + 4);
    question.putShort((short) ID).putShort((short) 0).putShort((short) 1);
    question.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    for (String label : SERVICE.split("\\.", -1)) {
      question.put((byte) label.length()).put(label.getBytes(US_ASCII));
    }
    return question.put((byte) 0).putShort((short) PTR).putShort((short) INTERNET).array();
  }

  /** Whether a datagram answers {@link #question}. */
  static boolean isOne(byte[] datagram) {
    return datagram.length >= 12 && datagram[0] == ID >> 8 && datagram[1] == (ID & 0xFF);
  }

  /**
   * The services in one datagram.
   *
   * @param found is told of each: its name, its port, and the path that it names, which may be
   *     empty
   * @throws IOException when it cannot be read
   */
  static void parse(byte[] datagram, Found found) throws IOException {
    DnsAnswer answer = new DnsAnswer(datagram);
    try {
      answer.read();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("an answer of DNS that is cut off", e);
    }
    answer.services.forEach(
        (name, service) -> {
          if (service.isNamed && service.port > 0) {
            found.service(answer.labels.getOrDefault(name, ""), service.port, service.path);
          }
        });
  }

  /** Is told of services. */
  interface Found {
    void service(String name, int port, String path);
  }

  private void read() throws IOException {
    bytes.position(2);
    if ((bytes.getShort() & ANSWER) == 0) {
      return;
    }
    int questions = bytes.getShort() & 0xFFFF;
    int records = 0;
    for (int section = 0; section < 3; section++) {
      records += bytes.getShort() & 0xFFFF;
    }
    if (questions > MOST_RECORDS) {
      throw new IOException("an answer of DNS with " + questions + " questions");
    }
    for (int i = 0; i < questions; i++) {
      name();
      bytes.position(bytes.position() + 4);
    }
    for (int i = 0; i < Math.min(records, MOST_RECORDS); i++) {
      record();
    }
  }

  private void record() throws IOException {
    String name = name();
    int type = bytes.getShort() & 0xFFFF;
    bytes.position(bytes.position() + 6);
    int length = bytes.getShort() & 0xFFFF;
    int end = bytes.position() + length;
    if (end > bytes.limit()) {
      throw new BufferUnderflowException();
    }
    if (type == PTR && name.equals(SERVICE)) {
      service(name()).isNamed = true;
    } else if (type == SRV && length > 6 && name.endsWith("." + SERVICE)) {
      service(name).port = bytes.getShort(bytes.position() + 4) & 0xFFFF;
    } else if (type == TXT && name.endsWith("." + SERVICE)) {
      readText(service(name), end);
    }
    bytes.position(end);
  }

  private Service service(String name) {
    return services.computeIfAbsent(name, any -> new Service());
  }

  /** RFC 6763, 6: strings of KEY=VALUE. */
  private void readText(Service service, int end) {
    while (bytes.position() < end) {
      byte[] text = new byte[Math.min(bytes.get() & 0xFF, end - bytes.position())];
      bytes.get(text);
      String pair = new String(text, UTF_8);
      if (service.path.isEmpty() && pair.regionMatches(true, 0, "path=", 0, 5)) {
        service.path = pair.substring(5);
      }
    }
  }

  /** RFC 1035, 4.1.4: labels, and pointers to others, each further ahead than the one before. */
  private String name() throws IOException {
    List<String> parts = new ArrayList<>();
    int behind = -1;
    int earliest = bytes.position();
    while (true) {
      int length = bytes.get() & 0xFF;
      if (length == 0) {
        break;
      }
      if (length >= 0xC0) {
        int to = (length & 0x3F) << 8 | (bytes.get() & 0xFF);
        behind = behind < 0 ? bytes.position() : behind;
        if (to >= earliest) {
          throw new IOException("an answer of DNS with a name that has no end");
        }
        earliest = to;
        bytes.position(to);
        continue;
      }
      byte[] label = new byte[length];
      bytes.get(label);
      parts.add(new String(label, UTF_8));
      if (length > 63 || parts.size() > MOST_LABELS) {
        throw new IOException("an answer of DNS with a name that is too long");
      }
    }
    if (behind >= 0) {
      bytes.position(behind);
    }
    String name = String.join(".", parts).toLowerCase(Locale.ROOT);
    if (!parts.isEmpty()) {
      labels.putIfAbsent(name, parts.get(0));
    }
    return name;
  }
}
