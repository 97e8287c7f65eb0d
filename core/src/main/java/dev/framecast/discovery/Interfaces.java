package dev.framecast.discovery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The network interfaces that are looked on.
 *
 * @param all which are up, or were named
 */
record Interfaces(List<NetworkInterface> all) {
  /**
   * Those of these names; without any, all that are up but for loopback ones.
   *
   * @throws IOException where there is none, with words for people
   */
  static Interfaces of(List<String> names) throws IOException {
    if (names.isEmpty()) {
      List<NetworkInterface> fit = here().filter(Interfaces::isFit).toList();
      if (fit.isEmpty()) {
        throw new IOException("this machine has no network interface that is up");
      }
      return new Interfaces(fit);
    }
    List<NetworkInterface> named = new ArrayList<>();
    for (String name : names) {
      NetworkInterface each = NetworkInterface.getByName(name);
      if (each == null) {
        List<String> right = here().map(NetworkInterface::getName).toList();
        throw new IOException(
            "interface \"" + name + "\": must be one of " + right + ", this machine's");
      }
      named.add(each);
    }
    return new Interfaces(named);
  }

  private static Stream<NetworkInterface> here() {
    try {
      return NetworkInterface.networkInterfaces();
    } catch (SocketException e) {
      return Stream.empty(); // what is said where there is none, not even one that is down
    }
  }

  private static boolean isFit(NetworkInterface each) {
    try {
      return each.isUp() && !each.isLoopback() && each.supportsMulticast();
    } catch (SocketException e) {
      return false; // it has just gone
    }
  }

  /** The addresses that they have now, with the networks that these are in. */
  List<InterfaceAddress> addresses() {
    return all.stream().flatMap(each -> each.getInterfaceAddresses().stream()).toList();
  }

  /** Whether a host is in the network of one of these addresses, so that no router is between. */
  static boolean isNear(InetAddress host, List<InterfaceAddress> own) {
    return own.stream()
        .anyMatch(each -> isNear(host, each.getAddress(), each.getNetworkPrefixLength()));
  }

  static boolean isNear(InetAddress host, InetAddress own, int prefix) {
    byte[] one = host.getAddress();
    byte[] other = own.getAddress();
    if (one.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < Math.min(prefix, 8 * one.length); bit++) {
      if (((one[bit / 8] ^ other[bit / 8]) & (0x80 >> bit % 8)) != 0) {
        return false;
      }
    }
    return true;
  }
}
