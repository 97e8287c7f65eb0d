package dev.framecast.discovery.soap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.framecast.internal.CertificateTrust;
import dev.framecast.internal.NetworkAddress;
import dev.framecast.internal.http.TlsStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One POST over a connection of its own, plain or over TLS, bounded in bytes and in time: at the
 * deadline it is over, whatever the camera is doing. No redirect is followed. For one thread, which
 * an interrupt ends.
 */
public final class SoapConnection implements AutoCloseable {
  private static final int MOST_HEAD = 32 * 1024;
  private static final int MOST_BYTES = 1024 * 1024;

  private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

  private static final int MOST_AT_ONCE = 16 * 1024;

  private final SocketChannel channel;
  private final Selector selector;
  private final long deadline;
  private final LargeAnswers.Turn turn;
  private final Received received = new Received();

  /** Null where it is plain. With it the channel blocks, until the timer closes it. */
  private @Nullable TlsStream tls;

  private final CompletableFuture<Void> timer = new CompletableFuture<>();

  /** What came so far; to look at its end takes no copy of it. */
  private static final class Received extends ByteArrayOutputStream {
    boolean endsWith(String end) {
      for (int i = 0; i < end.length(); i++) {
        int at = count - end.length() + i;
        if (at < 0 || buf[at] != end.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * What came back.
   *
   * @param headers lines of the head, without the first
   * @param body with a character for each byte
   */
  public record Answer(int status, List<String> headers, String body) {
    /** All values of that header. */
    public List<String> all(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .toList();
    }
  }

  private SoapConnection(LargeAnswers.Turn turn, long deadline) throws IOException {
    this.turn = turn;
    this.deadline = deadline;
    channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      selector = Selector.open();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.register(selector, 0);
  }

  /**
   * Sends a message and waits for the answer.
   *
   * @param host where it is sent, whatever the address has for a host
   * @param trust which certificate is good enough, over https
   * @param authorization null for none
   * @param turn is taken where the answer is large
   * @param deadline on the scale of {@link System#nanoTime()}
   */
  public static Answer post(
      InetAddress host,
      NetworkAddress address,
      CertificateTrust trust,
      @Nullable String authorization,
      String message,
      LargeAnswers.Turn turn,
      long deadline)
      throws IOException {
    try (SoapConnection connection = new SoapConnection(turn, deadline)) {
      boolean secure = address.scheme().equals("https");
      int port = address.port() >= 0 ? address.port() : secure ? 443 : 80;
      connection.connect(new InetSocketAddress(host, port));
      if (secure) {
        connection.secure(trust.engine(host.getHostAddress(), port));
      }
      byte[] body = message.getBytes(UTF_8);
      String head =
          ("POST " + target(address) + " HTTP/1.1\r\nHost: " + address.hostPort())
              + "\r\nUser-Agent: framecast\r\nConnection: close\r\nAccept-Encoding: identity\r\n"
              + "Content-Type: application/soap+xml; charset=utf-8\r\nContent-Length: "
              + (body.length + "\r\n")
              + (authorization == null ? "" : "Authorization: " + authorization + "\r\n")
              + "\r\n";
      connection.write(head.getBytes(ISO_8859_1));
      connection.write(body);
      return connection.answer();
    }
  }

  /** As it is sent: path and query. */
  public static String target(NetworkAddress address) {
    String target = address.target();
    return target.startsWith("/") ? target : "/" + target;
  }

  private void connect(InetSocketAddress to) throws IOException {
    if (!channel.connect(to)) {
      do {
        await(SelectionKey.OP_CONNECT);
      } while (!channel.finishConnect());
    }
  }

  private void secure(SSLEngine engine) throws IOException {
    selector.close();
    channel.configureBlocking(true);
    CompletableFuture<Void> unused =
        timer
            .completeOnTimeout(null, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
            .thenRun(this::closeChannel);
    tls = new TlsStream(channel, channel.socket().getInputStream(), engine);
    try {
      tls.handshake();
    } catch (ClosedChannelException e) {
      throw ended(e);
    } catch (SSLException e) {
      String why = CertificateTrust.problem(e);
      throw why == null
          ? new IOException("the TLS handshake with its ONVIF service failed")
          : new Untrusted();
    }
  }

  /** A camera whose certificate is not good enough; the message is for people. */
  public static final class Untrusted extends IOException {
    private static final long serialVersionUID = 1L;

    Untrusted() {
      super("has its ONVIF service over https, with a certificate that this Java does not trust");
    }
  }

  /** The timer has closed it, in a read or between two, or an interrupt has. */
  private static IOException ended(ClosedChannelException e) {
    return e instanceof ClosedByInterruptException ? e : new SocketTimeoutException();
  }

  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }

  private void await(int operation) throws IOException {
    channel.keyFor(selector).interestOps(operation);
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    int unused = selector.select(key -> {}, left / 1_000_000 + 1);
    if (Thread.currentThread().isInterrupted()) {
      throw new ClosedByInterruptException();
    }
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    if (tls != null) {
      try {
        tls.write(left);
      } catch (ClosedChannelException e) {
        throw ended(e);
      }
      return;
    }
    while (channel.write(left) >= 0 && left.hasRemaining()) {
      await(SelectionKey.OP_WRITE);
    }
  }

  /** Adds what is there; false at the end. */
  private boolean read(byte[] buffer) throws IOException {
    int count = count(buffer);
    if (count == 0) {
      await(SelectionKey.OP_READ);
    } else if (count > 0) {
      if (received.size() + count > LargeAnswers.SMALL) {
        turn.take(deadline);
      }
      received.write(buffer, 0, count);
      if (received.size() > MOST_HEAD + MOST_BYTES) {
        throw new IOException("the answer has more than " + MOST_BYTES + " bytes");
      }
    }
    return count >= 0;
  }

  private int count(byte[] buffer) throws IOException {
    if (tls == null) {
      return channel.read(ByteBuffer.wrap(buffer));
    }
    try {
      return tls.read(buffer, 0, buffer.length);
    } catch (ClosedChannelException e) {
      throw ended(e);
    }
  }

  private Answer answer() throws IOException {
    byte[] buffer = new byte[MOST_AT_ONCE];
    int end = -1;
    while (end < 0) {
      boolean more = read(buffer);
      end = received.toString(ISO_8859_1).indexOf("\r\n\r\n");
      if (end < 0 && (!more || received.size() > MOST_HEAD)) {
        throw more
            ? new IOException("the answer is not HTTP")
            : new EOFException("hung up without an answer");
      }
    }
    List<String> lines =
        new ArrayList<>(List.of(received.toString(ISO_8859_1).substring(0, end).split("\r\n")));
    String first = lines.remove(0);
    if (!first.matches("HTTP/\\d\\.\\d \\d{3}(\\D.*)?")) {
      throw new IOException("the answer is not HTTP");
    }
    Answer head = new Answer(Integer.parseInt(first.substring(9, 12)), List.copyOf(lines), "");
    return new Answer(head.status, head.headers, body(head, end + 4, buffer));
  }

  private String body(Answer head, int start, byte[] buffer) throws IOException {
    boolean chunked =
        head.all("Transfer-Encoding").toString().toLowerCase(Locale.ROOT).contains("chunked");
    String length = head.all("Content-Length").stream().findFirst().orElse("");
    int end =
        !chunked && length.matches("\\d{1,9}")
            ? start + Integer.parseInt(length)
            : Integer.MAX_VALUE;
    if (end != Integer.MAX_VALUE && end - start > MOST_BYTES) {
      throw new IOException("the answer has more than " + MOST_BYTES + " bytes");
    }
    while (received.size() < end && !(chunked && received.endsWith(LAST_CHUNK)) && read(buffer)) {
      // Until it is whole, or the camera hangs up.
    }
    byte[] all = received.toByteArray();
    byte[] body = Arrays.copyOfRange(all, start, Math.min(all.length, end));
    return new String(chunked ? unchunked(body) : body, ISO_8859_1);
  }

  private static byte[] unchunked(byte[] body) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    String text = new String(body, ISO_8859_1);
    int at = 0;
    while (at < text.length()) {
      int lineEnd = text.indexOf("\r\n", at);
      String size = lineEnd < 0 ? "" : text.substring(at, lineEnd).split(";", 2)[0].strip();
      if (!size.matches("[0-9A-Fa-f]{1,6}")) {
        throw new IOException("the answer's chunks are none");
      }
      int count = Integer.parseInt(size, 16);
      if (count == 0) {
        break;
      }
      at = lineEnd + 2;
      whole.write(body, at, Math.min(count, Math.max(0, body.length - at)));
      at += count + 2;
    }
    return whole.toByteArray();
  }

  @Override
  public void close() throws IOException {
    timer.cancel(false);
    selector.close();
    channel.close();
  }
}
