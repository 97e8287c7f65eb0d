package dev.framecast.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

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
  private static final int ANY = 255;
  private static final int INTERNET = 1;
  private static final int MOST_RECORDS = 64;
  private static final int MOST_LABELS = 32;
  private static final String SERVICE = "_rtsp._tcp.local";

  /** What is known of one service. */
  private static final class Service {
    private boolean isNamed;
    private boolean hasPort;
    private boolean hasText;
    private int port;
    private String path = "";

    /** Port 0 is told as well: it has none. */
    boolean isWhole() {
      return hasPort && hasText;
    }
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
    return question(PTR, "");
  }

  /**
   * Asks for all that is known of one of those services.
   *
   * @param name its own label, as it was told
   */
  static byte[] question(String name) {
    return question(ANY, name);
  }

  private static byte[] question(int type, String name) {
    ByteArrayOutputStream question = new ByteArrayOutputStream();
    question.writeBytes(new byte[] {ID >> 8, ID & 0xFF, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    List<String> labels = new ArrayList<>(List.of(SERVICE.split("\\.", -1)));
    if (!name.isEmpty()) {
      labels.add(0, name);
    }
    for (String label : labels) {
      byte[] text = label.getBytes(UTF_8);
      question.write(text.length);
      question.writeBytes(text);
    }
    question.writeBytes(new byte[] {0, 0, (byte) type, 0, INTERNET});
    return question.toByteArray();
  }

  /** Whether a datagram answers {@link #question}. */
  static boolean isOne(byte[] datagram) {
    return datagram.length >= 12 && datagram[0] == ID >> 8 && datagram[1] == (ID & 0xFF);
  }

  /**
   * The services in one datagram.
   *
   * @param asked whether a service of that label was asked for by name: the answer need not say
   *     again that it is one
   * @param found is told of each: its name, its port, and the path that it names, which may be
   *     empty
   * @return labels of services of which it does not tell all, to be asked for by name
   * @throws IOException when it cannot be read
   */
  static List<String> parse(byte[] datagram, Predicate<String> asked, Found found)
      throws IOException {
    DnsAnswer answer = new DnsAnswer(datagram);
    try {
      answer.read();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("an answer of DNS that is cut off", e);
    }
    List<String> unknown = new ArrayList<>();
    answer.services.forEach(
        (name, service) -> {
          String label = answer.labels.getOrDefault(name, "");
          if ((service.isNamed || asked.test(label)) && service.port > 0) {
            found.service(label, service.port, service.path);
          }
          int length = label.getBytes(UTF_8).length;
          if (service.isNamed && !service.isWhole() && length > 0 && length < 64) {
            unknown.add(label);
          }
        });
    return unknown;
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
    bytes.position(bytes.position() + 2);
    boolean gone = bytes.getInt() == 0; // RFC 6762, 10.1: its time to live
    int length = bytes.getShort() & 0xFFFF;
    int end = bytes.position() + length;
    if (end > bytes.limit()) {
      throw new BufferUnderflowException();
    }
    if (gone) {
      // It was there.
    } else if (type == PTR && name.equals(SERVICE)) {
      service(name()).isNamed = true;
    } else if (type == SRV && length > 6 && name.endsWith("." + SERVICE)) {
      Service service = service(name);
      service.port = bytes.getShort(bytes.position() + 4) & 0xFFFF;
      service.hasPort = true;
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
    service.hasText = true;
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
