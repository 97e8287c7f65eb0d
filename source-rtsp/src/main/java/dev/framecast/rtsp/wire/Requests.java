package dev.framecast.rtsp.wire;

import dev.framecast.internal.Secrets;
import dev.framecast.source.SourceException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Requests over one connection, and the answers to them. Confined to the session's thread. */
public final class Requests {
  private static final Logger LOG = System.getLogger(Requests.class.getName());

  private final Target target;
  private final ClientOptions options;
  private final Connection connection;
  private final Cancellation cancellation;
  private final Authentication authentication;
  private int number;
  private String session = "";

  public Requests(
      Target target, ClientOptions options, Connection connection, Cancellation cancellation) {
    this.target = target;
    this.options = options;
    this.connection = connection;
    this.cancellation = cancellation;
    authentication = new Authentication(target);
  }

  /** As the camera named it; empty if it did not. */
  public void session(String name) {
    session = name;
  }

  public String session() {
    return session;
  }

  /** Sends and waits for the answer, with a login where one is asked for. */
  public Message ask(String method, String uri, String headers, long deadline) throws IOException {
    while (true) {
      send(method, uri, headers);
      Message answer = answer(deadline);
      if (answer.status() != 401) {
        return answer;
      }
      if (!authentication.accept(answer)) {
        throw authentication.wrong();
      }
    }
  }

  /** The same without a login, for what cameras may answer as they like. */
  public Message askOnce(String method, String uri, long deadline) throws IOException {
    send(method, uri, "");
    return answer(deadline);
  }

  /** Sends, and leaves the answer to whoever reads. */
  public void send(String method, String uri, String headers) throws IOException {
    String head =
        method
            + " "
            + uri
            + " RTSP/1.0\r\nCSeq: "
            + ++number
            + "\r\nUser-Agent: "
            + options.userAgent()
            + "\r\n"
            + (session.isEmpty() ? "" : "Session: " + session + "\r\n")
            + headers
            + authentication.header(method, uri)
            + "\r\n";
    if (LOG.isLoggable(Level.DEBUG)) {
      String line = head.strip().replaceAll("(?i)(authorization: \\w+) [^\\r]*", "$1 ***");
      LOG.log(Level.DEBUG, "{0}: > {1}", target, Secrets.hide(line.replaceAll("\r\n", " | ")));
    }
    connection.write(head.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes a later refusal, as of a request that keeps the session alive. */
  public void refused(Message answer) throws IOException {
    authentication.accept(answer);
  }

  private Message answer(long deadline) throws IOException {
    while (true) {
      Connection.Item item;
      try {
        item = connection.next(deadline);
      } catch (SocketTimeoutException e) {
        item = Connection.Item.NOTHING;
      } catch (EOFException e) {
        throw cancellation.isCancelled() ? target.cancelled() : e;
      }
      if (cancellation.isCancelled()) {
        throw target.cancelled();
      }
      if (item == Connection.Item.NOTHING) {
        throw target.error(Kind.UNREACHABLE, "no answer for " + options.timeoutMillis() + " ms");
      }
      if (item == Connection.Item.MESSAGE && isAnswer(connection.message())) {
        return connection.message();
      }
    }
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
    // Some cameras number nothing, or begin at one again; only what is older is another's answer.
    long numbered = message.number("cseq", number);
    return numbered >= number || numbered == 0;
  }

  /** Answers what the camera asks for. */
  public void reply(Message request) throws IOException {
    boolean known =
        switch (request.method()) {
          case "OPTIONS", "GET_PARAMETER", "SET_PARAMETER", "ANNOUNCE", "PLAY_NOTIFY" -> true;
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
