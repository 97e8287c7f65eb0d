package dev.framecast.rtsp.wire;

import dev.framecast.internal.Credentials;
import dev.framecast.internal.Secrets;
import dev.framecast.source.SourceException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Requests over one connection, and the answers to them. Confined to the session's thread. */
public final class Requests {
  private static final Logger LOG = System.getLogger(Requests.class.getName());

  private static final long NUMBER_NANOS = 300_000_000L;
  private static final int MOST_EARLY = 1 << 20;

  private final Target target;
  private final ClientOptions options;
  private final Connection connection;
  private final Cancellation cancellation;
  private final Authentication authentication;
  private int number;
  private String session = "";
  private String otherSession = "";
  private boolean setUp;
  private boolean misnumbers;
  private final Queue<Packet> early = new ArrayDeque<>();
  private int earlyBytes;

  /** A packet inside of the connection. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, and compared by nobody
  public record Packet(int channel, byte[] data) {}

  public Requests(
      Target target, ClientOptions options, Connection connection, Cancellation cancellation) {
    this.target = target;
    this.options = options;
    this.connection = connection;
    this.cancellation = cancellation;
    authentication = new Authentication(target);
  }

  /** Sends and waits for the answer, with a login where one is asked for. */
  public Message ask(String method, String uri, String headers, long deadline) throws IOException {
    while (true) {
      send(method, uri, headers);
      Message answer = answer(deadline);
      if (answer.status() != 401) {
        authentication.accepted(answer);
        takeSession(method, answer);
        return answer;
      }
      if (!authentication.refused(answer)) {
        throw authentication.problem();
      }
    }
  }

  /** The same without a login, for what cameras may answer as they like. */
  public Message askOnce(String method, String uri, long deadline) throws IOException {
    send(method, uri, "");
    Message answer = answer(deadline);
    takeSession(method, answer);
    return answer;
  }

  /**
   * The session is what the first SETUP names. Cameras that name another one with the next track
   * mean the same session; some name one before any SETUP, or behind the last.
   */
  private void takeSession(String method, Message answer) {
    String name = answer.first("session").orElse("").split(";", 2)[0].strip();
    if (name.isEmpty() || answer.status() / 100 != 2) {
      return;
    }
    if (method.equals("SETUP")) {
      if (setUp && !name.equals(session)) {
        otherSession = name;
      } else {
        session = name;
      }
      setUp = true;
    } else if (session.isEmpty()) {
      session = name;
    }
  }

  /** From now on the session is the last that was named; false if there is but one. */
  public boolean useOtherSession() {
    boolean other = !otherSession.isEmpty();
    if (other) {
      session = otherSession;
      otherSession = "";
    }
    return other;
  }

  /** What belongs to the last answer without its head saying so. */
  public String restOfAnswer(long deadline) throws IOException {
    return connection.quietBody(deadline);
  }

  /** Sends, and leaves the answer to whoever reads. */
  public void send(String method, String uri, String headers) throws IOException {
    String target = Credentials.bytes(uri);
    String head =
        method
            + " "
            + target
            + " RTSP/1.0\r\nCSeq: "
            + ++number
            + "\r\nUser-Agent: "
            + options.userAgent()
            + "\r\n"
            + (session.isEmpty() ? "" : "Session: " + session + "\r\n")
            + headers
            + authentication.header(method, target)
            + "\r\n";
    if (LOG.isLoggable(Level.DEBUG)) {
      String line = head.strip().replaceAll("(?i)(authorization: \\w+) [^\\r]*", "$1 ***");
      LOG.log(Level.DEBUG, "{0}: > {1}", this.target, Secrets.hide(line.replaceAll("\r\n", " | ")));
    }
    connection.write(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Takes a later refusal, as of a request that keeps the session alive; returns whether asking
   * again makes sense.
   */
  public boolean refused(Message answer) {
    return authentication.refused(answer);
  }

  private Message answer(long deadline) throws IOException {
    Message old = null;
    long until = deadline;
    while (true) {
      Connection.Item item;
      try {
        item = connection.next(until);
      } catch (SocketTimeoutException e) {
        item = Connection.Item.NOTHING;
      } catch (EOFException e) {
        throw cancellation.isCancelled() ? target.cancelled() : e;
      }
      if (cancellation.isCancelled()) {
        throw target.cancelled();
      }
      if (item == Connection.Item.NOTHING && old != null) {
        misnumbers = true;
        return old;
      }
      if (item == Connection.Item.NOTHING) {
        throw target.error(Kind.UNREACHABLE, "no answer for " + options.timeoutMillis() + " ms");
      }
      if (item == Connection.Item.PACKET) {
        keep();
      }
      if (item == Connection.Item.MESSAGE && isAnswer(connection.message())) {
        Message message = connection.message();
        // Some cameras number nothing, or begin at one again; what is older is another's answer,
        // unless that other one never comes.
        long numbered = message.number("cseq", number);
        if (numbered >= number || numbered == 0 || misnumbers) {
          return message;
        }
        old = message;
        until = Math.min(deadline, System.nanoTime() + NUMBER_NANOS);
      }
    }
  }

  /** Some send before they answer to PLAY, and begin with the key frame. */
  private void keep() {
    if (earlyBytes < MOST_EARLY) {
      int from = connection.packetOffset();
      byte[] data = Arrays.copyOfRange(connection.data(), from, from + connection.packetLength());
      early.add(new Packet(connection.channel(), data));
      earlyBytes += data.length;
    }
  }

  /** The next of the packets that came before the last answer; null when there are no more. */
  public @Nullable Packet early() {
    return early.poll();
  }

  private boolean isAnswer(Message message) throws IOException {
    LOG.log(Level.DEBUG, "{0}: < {1}", target, message);
    if (message.isHttp()) {
      throw target.error(Kind.BROKEN, "a web server answers, and no RTSP camera");
    }
    if (message.status() == 0) {
      reply(message);
      return false;
    }
    return message.status() >= 200; // before, there are mere announcements
  }

  /** Answers what the camera asks for. */
  public void reply(Message request) throws IOException {
    boolean known =
        switch (request.method()) {
          case "OPTIONS",
              "GET_PARAMETER",
              "SET_PARAMETER",
              "ANNOUNCE",
              "PLAY_NOTIFY",
              "REDIRECT",
              "TEARDOWN" ->
              true;
          default -> false;
        };
    String head =
        (known ? "RTSP/1.0 200 OK" : "RTSP/1.0 501 Not Implemented")
            + "\r\nCSeq: "
            + request.first("cseq").orElse("0").replaceAll("[^0-9]", "")
            + "\r\n"
            + (session.isEmpty() ? "" : "Session: " + session + "\r\n")
            + "\r\n";
    connection.write(head.getBytes(StandardCharsets.UTF_8));
  }
}
