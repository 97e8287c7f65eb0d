package dev.framecast.source.http;

import dev.framecast.internal.CertificateTrust;
import dev.framecast.internal.Credentials;
import dev.framecast.internal.HostConnector;
import dev.framecast.internal.HostNames;
import dev.framecast.internal.Secrets;
import dev.framecast.internal.http.HttpBody;
import dev.framecast.internal.http.HttpConnection;
import dev.framecast.internal.http.HttpHead;
import dev.framecast.internal.http.HttpSocket;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Requests and their answers, one after the other, over a new connection or over the one before,
 * where the camera keeps that. For one session, on one thread; {@link #cancel} and {@link #close}
 * may come from any thread.
 */
final class HttpExchange {
  /** How long to wait for the rest of an answer of which nothing is wanted. */
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final int MAX_REST_BYTES = 64 * 1024;

  private final Settings settings;

  private volatile boolean cancelled;
  private volatile @Nullable HttpSocket socket;
  private final HostConnector connector;

  /** What was asked over the connection that can be used again. */
  private @Nullable Answer idle;

  /** Whether the camera really keeps what it says that it keeps. */
  private boolean keeps = true;

  /** Where to, and how. */
  record Settings(
      CameraUrl url,
      @Nullable Credentials auth,
      Duration timeout,
      double fps,
      HostNames names,
      CertificateTrust trust,
      @Nullable SSLContext context) {

    SourceException fail(Kind kind, String what) {
      return new SourceException(kind, url + ": " + Secrets.hide(what));
    }

    SSLEngine engine(CameraUrl to) {
      SSLContext used = context == null ? trust.context() : context;
      SSLEngine engine = used.createSSLEngine(to.host(), to.port());
      engine.setUseClientMode(true);
      if (context != null || trust.checksHostName()) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
      }
      return engine;
    }
  }

  /** What a camera answered; its body is still to be read, and its time limit still runs. */
  record Answer(CameraUrl url, HttpHead head, HttpConnection connection, HttpBody body) {
    /** From now on it may take as long as it likes. */
    void unlimited() {
      connection.socket().keepOpen();
    }

    /** It has to be over by then. */
    void limit(long deadline) {
      connection.socket().closeAt(deadline);
    }

    boolean isLate() {
      return connection.socket().isLate();
    }
  }

  HttpExchange(Settings settings) {
    this.settings = settings;
    this.connector = new HostConnector(settings.names());
  }

  /** One request and the head of its answer, in the time that is left until the deadline. */
  Answer ask(CameraUrl url, @Nullable String authorization, String headers, long deadline)
      throws SourceException {
    String request = request(url, authorization, headers);
    HttpConnection connection = null;
    try {
      connection = idle(url);
      Answer answer = connection == null ? null : again(connection, url, request, deadline);
      if (answer != null) {
        return answer;
      }
      connection = new HttpConnection(connect(url, deadline));
      return answer(url, connection, request);
    } catch (IOException | CancellationException e) {
      boolean late = connection != null && connection.socket().isLate();
      if (connection != null) {
        connection.socket().close();
      }
      throw failure(late ? new SocketTimeoutException() : e);
    }
  }

  /**
   * Over the connection of before, for half of the time that is left. Null if that is of no use:
   * the camera may have hung up in between, and some do not mean it when they say that they keep
   * one, or send more than they have announced.
   */
  private @Nullable Answer again(
      HttpConnection connection, CameraUrl url, String request, long deadline) throws IOException {
    long now = System.nanoTime();
    connection.socket().closeAt(now + (deadline - now) / 2);
    try {
      Answer answer = answer(url, connection, request);
      connection.socket().closeAt(deadline);
      return answer;
    } catch (IOException e) {
      boolean late = connection.socket().isLate();
      connection.socket().close();
      if (cancelled || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      keeps &= !late && connection.isWornOut();
      return null;
    }
  }

  private static Answer answer(CameraUrl url, HttpConnection connection, String request)
      throws IOException {
    HttpHead head = connection.exchange(request);
    boolean stream = head.status() < 300 && (!head.isPicture() || head.contentLength() == 0);
    return new Answer(
        url, head, connection, HttpBody.of(connection, head, stream ? -1 : head.contentLength()));
  }

  private static String request(CameraUrl url, @Nullable String authorization, String headers) {
    return "GET "
        + url.target()
        + " HTTP/1.1\r\nHost: "
        + url.authority()
        + "\r\nUser-Agent: framecast\r\nAccept: multipart/x-mixed-replace, */*;q=0.8\r\n"
        + "Accept-Encoding: identity\r\nConnection: keep-alive\r\n"
        + (authorization == null ? "" : "Authorization: " + authorization + "\r\n")
        + headers
        + "\r\n";
  }

  private @Nullable HttpConnection idle(CameraUrl url) {
    Answer before = idle;
    idle = null;
    if (before == null) {
      return null;
    }
    if (!before.url().isSameServer(url)) {
      before.connection().socket().close();
      return null;
    }
    return before.connection();
  }

  /** Ready for a request; it closes itself when the time is over. */
  private HttpSocket connect(CameraUrl url, long deadline) throws IOException {
    List<InetAddress> addresses = connector.addresses(url.host(), deadline);
    HttpSocket next = new HttpSocket();
    socket = next;
    if (cancelled) { // cancel() may have come too early to see it
      throw new CancellationException();
    }
    next.connect(addresses, url.port(), url.isSecure() ? settings.engine(url) : null, deadline);
    return next;
  }

  /** The answer has been read as far as it is of use: its connection may be used again. */
  void release(Answer answer) {
    HttpConnection connection = answer.connection();
    boolean again = keeps && answer.head().keepsAlive() && answer.body().isBounded();
    try {
      if (again && !answer.body().isOver()) {
        connection.socket().closeAt(System.nanoTime() + REST_NANOS);
        int left = MAX_REST_BYTES;
        byte[] rest = new byte[4096];
        while (left > 0 && !answer.body().isOver()) {
          int count = answer.body().read(rest, 0, rest.length);
          left = count < 0 ? 0 : left - count;
        }
      }
    } catch (IOException e) {
      again = false; // a new connection then
    }
    if (again && answer.body().isOver() && !answer.isLate()) {
      connection.socket().keepOpen();
      idle = answer;
    } else {
      connection.socket().close();
    }
  }

  /** Makes a running {@link #ask} fail at once, a later one as well, and ends what was asked. */
  void cancel() {
    cancelled = true;
    connector.cancel();
    close();
  }

  /** Any thread. */
  void close() {
    HttpSocket open = socket;
    if (open != null) {
      open.close();
    }
  }

  boolean isCancelled() {
    return cancelled;
  }

  private SourceException failure(Exception e) {
    if (cancelled || e instanceof CancellationException) {
      return settings.fail(Kind.ENDED, "cancelled");
    }
    if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
      return settings.fail(Kind.ENDED, "interrupted");
    }
    long millis = settings.timeout().toMillis();
    return e instanceof IOException io
        ? settings.fail(HttpProblems.kind(io), HttpProblems.words(io, millis))
        : settings.fail(Kind.UNREACHABLE, "the connection failed");
  }
}
