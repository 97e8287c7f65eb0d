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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * WS-Discovery: asks who is there, on each interface, twice and for two kinds of device, because
 * datagrams get lost and cameras answer to one kind or the other; and collects the answers. Asks by
 * multicast DNS for RTSP at the same time, from the same ports. For one thread, which an interrupt
 * ends.
 */
final class Probe implements AutoCloseable {
  static final InetAddress GROUP = group(239, 255, 255, 250);
  private static final InetAddress DNS_GROUP = group(224, 0, 0, 251);
  private static final String GROUP_TEXT = GROUP.getHostAddress();

  /** Beyond these, answers are somebody's noise. */
  static final int MOST_DEVICES = 256;

  /** A recorder may answer for its cameras; one host is not the whole network. */
  private static final int MOST_OF_ONE = 16;

  private static final int MOST_ADDRESSES = 16; // of an interface
  private static final int MOST_DATAGRAMS = 10_000;
  private static final int MOST_BYTES = 64 * 1024;

  /** Many answer at once; what the system keeps by default is full with a hundred of them. */
  private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;

  private static final long AGAIN_NANOS = 300_000_000;

  private static final List<String> KINDS =
      List.of(
          "xmlns:k=\"http://www.onvif.org/ver10/network/wsdl\">k:NetworkVideoTransmitter",
          "xmlns:k=\"http://www.onvif.org/ver10/device/wsdl\">k:Device");

  private final Selector selector;
  private final List<DatagramChannel> channels = new ArrayList<>();
  private final Map<String, ProbeMatch> found = new LinkedHashMap<>();
  private final Map<String, RtspService> services = new LinkedHashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES);
  private final Map<InetAddress, Integer> ofOne = new HashMap<>();

  /** Apart: a recorder's services must not use up the place of what ONVIF tells of it. */
  private final Map<InetAddress, Integer> servicesOfOne = new HashMap<>();

  /** Which services of each host were asked for by name. */
  private final Map<InetAddress, Set<String>> askedOf = new HashMap<>();

  private InetSocketAddress dnsGroup = new InetSocketAddress(DNS_GROUP, 0);
  private int datagrams;
  private long deadline;

  Probe() throws IOException {
    selector = Selector.open();
  }

  private static InetAddress group(int... bytes) {
    try {
      byte[] address = new byte[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        address[i] = (byte) bytes[i];
      }
      return InetAddress.getByAddress(address);
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
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER); // or what is allowed
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
   * @param dnsPort where multicast DNS is asked
   * @param enough so many devices and services together end it earlier
   * @throws ClosedByInterruptException when this thread is interrupted
   * @throws IOException when nothing could be sent, with words for people
   */
  List<ProbeMatch> run(int port, int dnsPort, int enough, long until) throws IOException {
    deadline = until;
    InetSocketAddress group = new InetSocketAddress(GROUP, port);
    dnsGroup = new InetSocketAddress(DNS_GROUP, dnsPort);
    if (!ask(group)) {
      throw new IOException(
          "no probe could be sent: does a firewall forbid UDP to " + GROUP_TEXT + "?");
    }
    long again = System.nanoTime() + AGAIN_NANOS;
    boolean asked = false;
    while (isGoingOn() && found.size() + services.size() < enough) {
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

  /** What says that it has RTSP, in the order in which it answered. */
  List<RtspService> services() {
    Map<String, RtspService> byAddress = new LinkedHashMap<>();
    services.values().forEach(each -> byAddress.putIfAbsent(each.address(), each));
    return List.copyOf(byAddress.values());
  }

  /** Whether any probe was sent. */
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
      try {
        int unused = channel.send(ByteBuffer.wrap(DnsAnswer.question()), dnsGroup);
      } catch (IOException e) {
        // The same.
      }
    }
    return sent;
  }

  /** An answer has 512 bytes at most, so that of many services what they are may be left out. */
  private void askMore(DatagramChannel channel, InetAddress host, String name) throws IOException {
    Set<String> asked = askedOf.computeIfAbsent(host, any -> new HashSet<>());
    if (askedOf.size() <= MOST_DEVICES && asked.size() < MOST_OF_ONE && asked.add(name)) {
      int unused = channel.send(ByteBuffer.wrap(DnsAnswer.question(name)), dnsGroup);
    }
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
    while (isGoingOn()
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
        if (DnsAnswer.isOne(datagram)) {
          InetAddress host = sender.getAddress();
          List<String> unknown =
              DnsAnswer.parse(
                  datagram,
                  name -> askedOf.getOrDefault(host, Set.of()).contains(name),
                  (name, port, path) -> add(host, name, port, path));
          for (String name : unknown) {
            askMore(channel, host, name);
          }
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

  /** Services do not count: they have limits of their own, and must not end it for devices. */
  private boolean isGoingOn() {
    return datagrams < MOST_DATAGRAMS && found.size() < MOST_DEVICES;
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

  private void add(InetAddress host, String name, int port, String path) {
    try {
      RtspService service = RtspService.of(host, name, port, path);
      String key = host.getHostAddress() + " " + port + " " + service.name();
      if (services.containsKey(key)) {
        if (!path.isEmpty()) {
          services.put(key, service); // it was not told before
        }
      } else if (services.size() < MOST_DEVICES
          && servicesOfOne.merge(host, 1, Integer::sum) <= MOST_OF_ONE) {
        services.put(key, service);
      }
    } catch (IllegalArgumentException e) {
      // Nonsense.
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
