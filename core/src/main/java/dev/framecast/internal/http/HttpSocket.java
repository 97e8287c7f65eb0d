package dev.framecast.internal.http;

import dev.framecast.internal.HostConnector;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a camera, plain or over TLS. One thread connects, reads and writes; each of these
 * blocks, and ends at once when that thread is interrupted, or when any thread calls {@link
 * #close}, which does not block.
 */
public class HttpSocket implements AutoCloseable {
  /** A channel's reads need as much memory outside of the heap. */
  private static final int MOST_AT_ONCE = 64 * 1024;

  private volatile @Nullable SocketChannel channel;
  private volatile boolean closed;
  private volatile boolean late;
  private volatile @Nullable CompletableFuture<Void> timer;
  private @Nullable InputStream waiting;
  private @Nullable TlsStream tls;

  /**
   * Closes this by itself at a time of {@link System#nanoTime()}, unless that is changed before:
   * whatever a camera does, also if it sends a byte now and then, it is over by then.
   */
  public void closeAt(long deadline) {
    keepOpen();
    CompletableFuture<Void> next = new CompletableFuture<>();
    timer = next;
    CompletableFuture<Void> unused =
        next.completeOnTimeout(null, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
            .thenRun(this::expire);
  }

  /** Takes {@link #closeAt} back. */
  public void keepOpen() {
    CompletableFuture<Void> before = timer;
    if (before != null) {
      before.cancel(false);
    }
  }

  private void expire() {
    late = true;
    close();
  }

  /** Whether it was closed because it was time. */
  public boolean isLate() {
    return late;
  }

  /**
   * Tries one address after the other, each for its share of the time that is left. Then it is
   * ready for requests, and still closes itself at the deadline. It is closed when this fails.
   *
   * @param engine of TLS; null if it is plain
   * @param deadline on the scale of {@link System#nanoTime()}
   * @throws SocketTimeoutException when it is over
   */
  public void connect(
      List<InetAddress> addresses, int port, @Nullable SSLEngine engine, long deadline)
      throws IOException {
    closeAt(deadline);
    boolean connected = false;
    try {
      channel = HostConnector.connect(addresses, port, deadline, () -> closed, this::connect);
      if (engine != null) {
        secure(engine);
      }
      connected = true;
    } catch (IOException e) {
      throw late ? new SocketTimeoutException() : e;
    } finally {
      if (!connected) {
        close();
      }
    }
  }

  private SocketChannel connect(InetSocketAddress address, int millis) throws IOException {
    SocketChannel next = SocketChannel.open();
    boolean connected = false;
    try {
      channel = next;
      if (closed) { // close() came too early to see it
        throw new ClosedChannelException();
      }
      next.socket().connect(address, millis);
      next.setOption(StandardSocketOptions.TCP_NODELAY, true);
      next.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      waiting = next.socket().getInputStream();
      connected = true;
      return next;
    } finally {
      if (!connected) {
        next.close();
      }
    }
  }

  private void secure(SSLEngine engine) throws IOException {
    TlsStream next = new TlsStream(open(), waiting(), engine);
    next.handshake();
    tls = next;
  }

  private SocketChannel open() throws IOException {
    SocketChannel open = channel;
    if (open == null) {
      throw new ClosedChannelException();
    }
    return open;
  }

  private InputStream waiting() throws IOException {
    if (waiting == null) {
      throw new ClosedChannelException();
    }
    return waiting;
  }

  /** As {@link InputStream#read(byte[], int, int)}. */
  public int read(byte[] bytes, int from, int count) throws IOException {
    TlsStream secure = tls;
    return secure != null
        ? secure.read(bytes, from, count)
        : open().read(ByteBuffer.wrap(bytes, from, Math.min(count, MOST_AT_ONCE)));
  }

  /** Bytes that {@link #read} would have at once. */
  public int available() throws IOException {
    TlsStream secure = tls;
    return secure != null ? secure.available() : waiting().available();
  }

  public void write(byte[] bytes) throws IOException {
    TlsStream secure = tls;
    ByteBuffer left = ByteBuffer.wrap(bytes);
    if (secure != null) {
      secure.write(left);
      return;
    }
    while (left.hasRemaining()) {
      open().write(left);
    }
  }

  /** Any thread, at any time, more than once. */
  @Override
  public void close() {
    closed = true;
    SocketChannel open = channel;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It is of no use any more, one way or the other.
      }
    }
    keepOpen();
  }
}
