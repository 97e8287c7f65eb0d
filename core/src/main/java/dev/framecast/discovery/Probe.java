package dev.framecast.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * WS-Discovery: asks who is there, on each interface, twice and for two kinds of device, because
 * datagrams get lost and cameras answer to one kind or the other; and collects the answers. For one
 * thread, which an interrupt ends.
 */
final class Probe implements AutoCloseable {
  static final InetAddress GROUP = group();
  private static final String GROUP_TEXT = GROUP.getHostAddress();

  /** Beyond these, answers are somebody's noise. */
  static final int MOST_DEVICES = 256;

  /** A recorder may answer for its cameras; one host is not the whole network. */
  private static final int MOST_OF_ONE = 16;

  private static final int MOST_ADDRESSES = 16; // of an interface
  private static final int MOST_DATAGRAMS = 10_000;
  private static final int MOST_BYTES = 64 * 1024;
  private static final long AGAIN_NANOS = 300_000_000;

  private static final List<String> KINDS =
      List.of(
          "xmlns:k=\"http://www.onvif.org/ver10/network/wsdl\">k:NetworkVideoTransmitter",
          "xmlns:k=\"http://www.onvif.org/ver10/device/wsdl\">k:Device");

  private final Selector selector;
  private final List<DatagramChannel> channels = new ArrayList<>();
  private final Map<String, ProbeMatch> found = new LinkedHashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES);
  private final Map<InetAddress, Integer> ofOne = new HashMap<>();
  private int datagrams;
  private long deadline;

  Probe() throws IOException {
    selector = Selector.open();
  }

  private static InetAddress group() {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) 239, (byte) 255, (byte) 255, (byte) 250});
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Asks on this interface as well, from each of its addresses: cameras answer those of their own
   * network alone. False where it has no IPv4 address that can be used.
   */
  boolean on(NetworkInterface network) {
    return network
            .inetAddresses()
            .filter(Inet4Address.class::isInstance)
            .limit(MOST_ADDRESSES)
            .filter(own -> on(network, own))
            .count()
        > 0;
  }

  private boolean on(NetworkInterface network, InetAddress own) {
    DatagramChannel channel = null;
    try {
      channel = DatagramChannel.open(StandardProtocolFamily.INET);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1);
      channel.bind(new InetSocketAddress(own, 0));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      channels.add(channel);
      return true;
    } catch (IOException e) {
      close(channel);
      return false; // it went away, or is not for such things
    }
  }

  /**
   * Asks and listens until the deadline, on the scale of {@link System#nanoTime()}.
   *
   * @param enough so many devices end it earlier
   * @throws ClosedByInterruptException when this thread is interrupted
   * @throws IOException when nothing could be sent, with words for people
   */
  List<ProbeMatch> run(int port, int enough, long until) throws IOException {
    deadline = until;
    InetSocketAddress group = new InetSocketAddress(GROUP, port);
    if (!ask(group)) {
      throw new IOException(
          "no probe could be sent: does a firewall forbid UDP to " + GROUP_TEXT + "?");
    }
    long again = System.nanoTime() + AGAIN_NANOS;
    boolean asked = false;
    while (datagrams < MOST_DATAGRAMS && found.size() < enough) {
      long now = System.nanoTime();
      if (!asked && now - again >= 0) {
        boolean unused = ask(group);
        asked = true;
      }
      long left = (asked || again - deadline > 0 ? deadline : again) - now;
      if (deadline - now <= 0) {
        break;
      }
      int unused = selector.select(this::receive, Math.max(1, left / 1_000_000));
      if (Thread.currentThread().isInterrupted()) {
        throw new ClosedByInterruptException();
      }
    }
    return List.copyOf(found.values());
  }

  /** Whether anything was sent. */
  private boolean ask(InetSocketAddress group) {
    boolean sent = false;
    for (DatagramChannel channel : channels) {
      for (String kind : KINDS) {
        try {
          sent |= channel.send(ByteBuffer.wrap(probe(kind).getBytes(UTF_8)), group) > 0;
        } catch (IOException e) {
          // No route from there: the others may have one.
        }
      }
    }
    return sent;
  }

  private static String probe(String kind) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        + "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
        + " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
        + " xmlns:d=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\"><s:Header>"
        + "<a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action>"
        + ("<a:MessageID>urn:uuid:" + UUID.randomUUID() + "</a:MessageID>")
        + "<a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header><s:Body>"
        + ("<d:Probe><d:Types " + kind + "</d:Types></d:Probe></s:Body></s:Envelope>");
  }

  private void receive(SelectionKey key) {
    DatagramChannel channel = (DatagramChannel) key.channel();
    while (datagrams < MOST_DATAGRAMS
        && found.size() < MOST_DEVICES
        && deadline - System.nanoTime() > 0) { // also where they come faster than they are read
      try {
        buffer.clear();
        InetSocketAddress sender = (InetSocketAddress) channel.receive(buffer);
        if (sender == null) {
          return;
        }
        datagrams++;
        byte[] datagram = new byte[buffer.flip().remaining()];
        buffer.get(datagram);
        if (!isHost(sender.getAddress())) {
          continue;
        }
        for (ProbeMatch match : ProbeMatch.parse(datagram, sender.getAddress())) {
          add(match);
        }
      } catch (IOException e) {
        // That was no answer. A port that nobody listens at is told here as well.
        if (!channel.isOpen()) {
          return;
        }
      }
    }
  }

  /** A forged 0.0.0.0 would be asked at this machine. */
  private static boolean isHost(InetAddress sender) {
    return !sender.isAnyLocalAddress() && !sender.isMulticastAddress();
  }

  private void add(ProbeMatch match) {
    if (!found.containsKey(match.key())
        && ofOne.merge(match.sender(), 1, Integer::sum) <= MOST_OF_ONE) {
      found.put(match.key(), match);
    }
  }

  private static void close(@Nullable DatagramChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It is of no use any more.
    }
  }

  @Override
  public void close() {
    channels.forEach(Probe::close);
    try {
      selector.close();
    } catch (IOException e) {
      // Nor this one.
    }
  }
}
