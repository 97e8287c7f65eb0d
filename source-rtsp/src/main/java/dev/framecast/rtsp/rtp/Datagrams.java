package dev.framecast.rtsp.rtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ThreadLocalRandom;

/** A pair of UDP ports for RTP and RTCP. Confined to one thread, but for {@link #wakeUp()}. */
public final class Datagrams implements AutoCloseable {
  // The kernel's usual 208 KiB overflow with one large key frame while the decoder is busy.
  private static final int BUFFER_BYTES = 2 << 20;
  private static final int TRIES = 100;
  private static final byte[] NOTHING_OF_RTP = {(byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

  private final Selector selector;
  private final DatagramChannel rtp;
  private final DatagramChannel rtcp;
  private final int port;
  private final byte[] data = new byte[1 << 16];
  private final ByteBuffer buffer = ByteBuffer.wrap(data);
  private boolean control;

  private Datagrams(DatagramChannel rtp, DatagramChannel rtcp, int port) throws IOException {
    this.rtp = rtp;
    this.rtcp = rtcp;
    this.port = port;
    selector = Selector.open();
    for (DatagramChannel channel : new DatagramChannel[] {rtp, rtcp}) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
    }
    rtp.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
  }

  /** Ports of ours, the first one even. */
  public static Datagrams open(int minPort, int maxPort) throws IOException {
    int pairs = Math.max(1, (maxPort - minPort) / 2);
    for (int i = 0; i < TRIES; i++) {
      int port = (minPort + 1) / 2 * 2 + 2 * ThreadLocalRandom.current().nextInt(pairs);
      DatagramChannel rtp = DatagramChannel.open();
      DatagramChannel rtcp = DatagramChannel.open();
      try {
        rtp.bind(new InetSocketAddress(port));
        rtcp.bind(new InetSocketAddress(port + 1));
        return new Datagrams(rtp, rtcp, port);
      } catch (IOException e) {
        rtp.close();
        rtcp.close();
      }
    }
    throw new IOException("no two free UDP ports between " + minPort + " and " + maxPort);
  }

  /** The ports of a group, which others of this machine may have joined, too. */
  public static Datagrams join(InetAddress group, int port, InetAddress local) throws IOException {
    NetworkInterface network = NetworkInterface.getByInetAddress(local);
    return new Datagrams(joined(group, port, network), joined(group, port + 1, network), port);
  }

  private static DatagramChannel joined(InetAddress group, int port, NetworkInterface network)
      throws IOException {
    boolean v6 = group.getAddress().length > 4;
    DatagramChannel channel =
        DatagramChannel.open(v6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(new InetSocketAddress(port));
      channel.join(group, network);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  public int port() {
    return port;
  }

  /** Sends something of no meaning to the camera's ports, which opens firewalls on the way. */
  public void greet(InetAddress camera, int serverPort, int ssrc) throws IOException {
    rtp.send(ByteBuffer.wrap(NOTHING_OF_RTP), new InetSocketAddress(camera, serverPort));
    report(camera, serverPort, ssrc);
  }

  /** Tells the camera that somebody is there. */
  public void report(InetAddress camera, int serverPort, int ssrc) throws IOException {
    rtcp.send(
        ByteBuffer.wrap(Rtcp.receiverReport(ssrc)), new InetSocketAddress(camera, serverPort + 1));
  }

  /** Waits for a packet, and takes it; 0 if none has come by then. */
  public int receive(long until) throws IOException {
    while (true) {
      for (DatagramChannel channel : new DatagramChannel[] {rtcp, rtp}) {
        buffer.clear();
        if (channel.receive(buffer) != null && buffer.position() > 0) {
          control = channel.equals(rtcp);
          return buffer.position();
        }
      }
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return 0;
      }
      boolean woken = selector.select(left) == 0;
      selector.selectedKeys().clear();
      if (woken) {
        return 0;
      }
    }
  }

  /** Whether the packet came to the port of RTCP. */
  public boolean isControl() {
    return control;
  }

  /** What the packet is in, from 0 on; valid until the next. */
  public byte[] data() {
    return data;
  }

  /** Ends a {@link #receive} that waits. */
  public void wakeUp() {
    selector.wakeup();
  }

  @Override
  public void close() {
    try (selector;
        rtp;
        rtcp) {
      return;
    } catch (IOException e) {
      // There is nothing to be done about it.
    }
  }
}
