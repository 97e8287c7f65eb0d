package dev.framecast.benchmarks.serving;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One viewer of a {@link LoadClient}. Confined to the client's thread. */
final class LoadViewer implements PartParser.Listener {
  /** Of a slow viewer's socket, so that the kernel does not read ahead for it. */
  private static final int SLOW_BUFFER = 4096;

  /** A source address has so many ports. */
  private static final int VIEWERS_AN_ADDRESS = 20_000;

  private final LoadReport report;
  private final boolean slow;
  private final SocketChannel channel;
  private final PartParser parser = new PartParser(this);
  private @Nullable Chunks chunks;
  private long lastAt;
  private long lastSequence = -1;
  private long frames;
  private boolean alive = true;

  LoadViewer(LoadReport report, Options options, int index, boolean slow) throws IOException {
    this.report = report;
    this.slow = slow;
    channel = SocketChannel.open();
    if (slow) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SLOW_BUFFER);
    }
    byte last = (byte) (1 + index / VIEWERS_AN_ADDRESS);
    channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, last}), 0));
    channel.connect(new InetSocketAddress(options.host, options.port));
    String request =
        "GET "
            + options.path
            + " HTTP/1.1\r\nHost: "
            + options.host
            + ":"
            + options.port
            + "\r\nAccept: */*\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
  }

  SocketChannel channel() {
    return channel;
  }

  boolean isAlive() {
    return alive;
  }

  boolean isSlow() {
    return slow;
  }

  int status() {
    return parser.status();
  }

  /** Frames while it was measured. */
  long frames() {
    return frames;
  }

  /** From now on frames are counted. */
  void begin() {
    frames = 0;
    lastAt = 0;
  }

  /** Reads once what there is, as far as the buffer has room. */
  void read(ByteBuffer buffer) {
    read(buffer, buffer.capacity());
  }

  /** Reads once, so many bytes at most. */
  void read(ByteBuffer buffer, int most) {
    buffer.clear().limit(most);
    try {
      take(buffer, channel.read(buffer));
    } catch (IOException e) {
      end();
    }
  }

  private void take(ByteBuffer buffer, int count) {
    if (count < 0) {
      end();
      return;
    }
    buffer.flip();
    if (!parser.isInBody()) {
      parser.head(buffer);
      if (parser.isChunked()) {
        chunks = new Chunks(parser::body);
      }
    }
    Chunks coding = chunks;
    if (coding == null) {
      parser.body(buffer);
    } else {
      coding.take(buffer);
    }
    if (!slow) {
      report.bytes(count);
    }
    if (parser.isFailed() || (coding != null && coding.isEnded())) {
      end();
    }
  }

  @Override
  public void part(byte[] opening, int length, boolean whole) {
    long now = System.nanoTime();
    if (report.isMeasuring()) {
      frames++;
      report.frame(slow, whole);
      if (!slow) {
        if (lastAt != 0) {
          report.gaps.add(now - lastAt);
        }
        Stamp stamp = Stamp.find(opening, length);
        if (stamp != null && stamp.sequence() != lastSequence) {
          lastSequence = stamp.sequence();
          report.latencies.add(now - stamp.nanos());
        }
      }
    }
    lastAt = now;
  }

  void end() {
    alive = false;
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
