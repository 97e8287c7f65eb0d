package dev.framecast.internal.http;

import dev.framecast.internal.CertificateTrust;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/**
 * TLS over a channel. Not an {@code SSLSocket}: the close of one can wait for a peer, and it does
 * not say what is waiting to be read. Owned by one thread; to end it, close the channel.
 */
public final class TlsStream {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final InputStream waiting;
  private final SSLEngine engine;

  /** What came, from its position to its limit. */
  private ByteBuffer sealed;

  /** What was in it, from its position to its limit. */
  private ByteBuffer plain;

  private ByteBuffer outgoing;

  /**
   * TLS that has not begun.
   *
   * @param waiting tells what is waiting to be read from the channel
   */
  public TlsStream(SocketChannel channel, InputStream waiting, SSLEngine engine) {
    this.channel = channel;
    this.waiting = waiting;
    this.engine = engine;
    int packet = engine.getSession().getPacketBufferSize();
    sealed = ByteBuffer.allocate(packet).limit(0);
    outgoing = ByteBuffer.allocate(packet);
    plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).limit(0);
  }

  /**
   * Begins, and waits until both sides agree.
   *
   * @throws EOFException when the other side hung up instead
   * @throws javax.net.ssl.SSLException when they do not; {@link CertificateTrust#problem} may know
   *     why
   */
  public void handshake() throws IOException {
    engine.beginHandshake();
    goOn();
  }

  /** Whatever the protocol has to do before there can be data again. */
  private void goOn() throws IOException {
    while (true) {
      HandshakeStatus status = engine.getHandshakeStatus();
      switch (status) {
        case NEED_TASK -> {
          for (Runnable task = engine.getDelegatedTask();
              task != null;
              task = engine.getDelegatedTask()) {
            task.run();
          }
        }
        case NEED_WRAP -> {
          if (wrap(NOTHING).getStatus() == Status.CLOSED) {
            return;
          }
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (plain.hasRemaining()) {
            return; // data in the middle of it: that is read first
          }
          if (!unwrap()) {
            throw new EOFException("the end in a handshake");
          }
        }
        default -> {
          return;
        }
      }
    }
  }

  /** Opens one record, and waits for it; false at the end. There is no plain text before. */
  private boolean unwrap() throws IOException {
    while (true) {
      plain.clear();
      SSLEngineResult result;
      try {
        result = engine.unwrap(sealed, plain);
      } finally {
        plain.flip();
      }
      switch (result.getStatus()) {
        case OK -> {
          return true;
        }
        case CLOSED -> {
          return false;
        }
        case BUFFER_OVERFLOW ->
            plain =
                ByteBuffer.allocate(
                        Math.max(
                            2 * plain.capacity(), engine.getSession().getApplicationBufferSize()))
                    .limit(0);
        case BUFFER_UNDERFLOW -> {
          makeRoom();
          int count = channel.read(sealed);
          sealed.flip();
          if (count < 0) {
            return false; // many do not say that this is the end
          }
        }
      }
    }
  }

  /** Turns what came to where more can be added; to be flipped. */
  private void makeRoom() {
    int packet = Math.max(sealed.capacity(), engine.getSession().getPacketBufferSize());
    if (sealed.remaining() == sealed.capacity()) {
      packet = 2 * packet;
    }
    sealed =
        packet > sealed.capacity() ? ByteBuffer.allocate(packet).put(sealed) : sealed.compact();
  }

  private SSLEngineResult wrap(ByteBuffer data) throws IOException {
    while (true) {
      outgoing.clear();
      SSLEngineResult result = engine.wrap(data, outgoing);
      if (result.getStatus() == Status.BUFFER_OVERFLOW) {
        outgoing = ByteBuffer.allocate(2 * outgoing.capacity());
        continue;
      }
      outgoing.flip();
      while (outgoing.hasRemaining()) {
        channel.write(outgoing);
      }
      return result;
    }
  }

  /** Sends all of it. */
  public void write(ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      if (wrap(data).getStatus() == Status.CLOSED) {
        throw new EOFException("closed for writing");
      }
      goOn();
    }
  }

  /** As {@link InputStream#read(byte[], int, int)}. */
  public int read(byte[] bytes, int from, int most) throws IOException {
    while (!plain.hasRemaining()) {
      if (!unwrap()) {
        return -1;
      }
      goOn();
    }
    int count = Math.min(most, plain.remaining());
    plain.get(bytes, from, count);
    return count;
  }

  /** Bytes that {@link #read} would have at once: what is in whole records that are here. */
  public int available() throws IOException {
    while (!plain.hasRemaining() && isRecordHere()) {
      if (!unwrap()) {
        return 0;
      }
      goOn();
    }
    return plain.remaining();
  }

  private boolean isRecordHere() throws IOException {
    if (isWhole()) {
      return true;
    }
    int more = waiting.available();
    if (more <= 0) {
      return false;
    }
    makeRoom();
    sealed.limit(Math.min(sealed.capacity(), sealed.position() + more));
    int unused = sealed.hasRemaining() ? channel.read(sealed) : 0;
    sealed.flip();
    return isWhole();
  }

  /** Type, version, and a length of two bytes stand in front of each record. */
  private boolean isWhole() {
    int at = sealed.position();
    return sealed.remaining() >= 5
        && sealed.remaining()
            >= 5 + ((sealed.get(at + 3) & 0xFF) << 8 | (sealed.get(at + 4) & 0xFF));
  }
}
