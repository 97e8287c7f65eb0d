package dev.framecast.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.framecast.discovery.soap.Xml;
import dev.framecast.internal.NetworkAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a device says of itself in answer to a probe.
 *
 * @param sender who answered: all that is asked later is asked there
 * @param endpoint the device's own name for itself; may be empty
 * @param scopes such as {@code onvif://www.onvif.org/name/Front%20door}
 * @param services where its device service may be, at most four, the likeliest first, all at the
 *     sender's address: devices name addresses of other networks, of factories, and of themselves
 *     as they see it
 */
record ProbeMatch(
    InetAddress sender, String endpoint, List<String> scopes, List<NetworkAddress> services) {
  private static final int MOST_MATCHES = 16;
  private static final int MOST_SERVICES = 4;
  private static final int MOST_SCOPES = 64;
  private static final int MOST_LETTERS = 200;

  /** Of an address, and of a scope. */
  static final int MOST_ADDRESS = 1_000;

  static final String RIGHT = "must be http://host/path";
  private static final String USUAL_PATH = "/onvif/device_service";

  /**
   * The cameras in one datagram: none where it is another kind of message, or from other devices.
   *
   * @throws IOException when it cannot be read
   */
  static List<ProbeMatch> parse(byte[] datagram, InetAddress sender) throws IOException {
    List<ProbeMatch> matches = new ArrayList<>();
    for (Xml match : Xml.parse(datagram).all("ProbeMatch")) {
      if (matches.size() < MOST_MATCHES && isCamera(match)) {
        matches.add(
            new ProbeMatch(
                sender,
                cut(match.first("EndpointReference").text("Address")),
                words(match.text("Scopes")).stream()
                    .filter(scope -> scope.length() <= MOST_ADDRESS)
                    .limit(MOST_SCOPES)
                    .toList(),
                services(words(match.text("XAddrs")), sender)));
      }
    }
    return matches;
  }

  /** Printers and computers answer as well; a few cameras say no more than where they are. */
  private static boolean isCamera(Xml match) {
    return match.text("Types").contains("NetworkVideoTransmitter")
        || match.text("Scopes").contains("onvif://")
        || match.text("XAddrs").contains("/onvif/");
  }

  private static List<String> words(String list) {
    return list.isEmpty() ? List.of() : List.of(list.split("\\s+"));
  }

  private static String cut(String text) {
    return text.length() > MOST_LETTERS ? text.substring(0, MOST_LETTERS) : text;
  }

  private static List<NetworkAddress> services(List<String> named, InetAddress sender) {
    String host = host(sender);
    Set<NetworkAddress> own = new LinkedHashSet<>();
    Set<NetworkAddress> others = new LinkedHashSet<>();
    Set<NetworkAddress> secure = new LinkedHashSet<>();
    for (String each : named.subList(0, Math.min(named.size(), 4 * MOST_SERVICES))) {
      try {
        String text = each.length() > MOST_ADDRESS ? "" : each;
        NetworkAddress address = NetworkAddress.parse(text, Set.of("http", "https"), RIGHT);
        boolean right = address.host().equals(host);
        Set<NetworkAddress> plain = right ? own : others;
        (address.scheme().equals("https") ? secure : plain).add(at(host, address));
      } catch (IllegalArgumentException e) {
        // Nonsense: there may be another one.
      }
    }
    own.addAll(others);
    own.addAll(secure); // last, because few have a certificate that anybody trusts
    own.add(new NetworkAddress("http", null, "", host, -1, USUAL_PATH, null, null));
    return own.stream().limit(MOST_SERVICES).toList();
  }

  /**
   * The same at that host, without a login, and with nothing in it that a screen minds, nor a shell
   * in single quotes.
   */
  static NetworkAddress at(String host, NetworkAddress address) {
    String query = address.query() == null ? null : encoded(address.query());
    String path = encoded(address.path());
    return new NetworkAddress(address.scheme(), null, "", host, address.port(), path, query, null);
  }

  private static String encoded(String target) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : target.getBytes(UTF_8)) {
      boolean plain = each > ' ' && each < 127 && "\"'$`\\<>^{|};!()*".indexOf(each) < 0;
      encoded.append(
          plain ? String.valueOf((char) each) : String.format(Locale.ROOT, "%%%02X", each & 0xFF));
    }
    return encoded.toString();
  }

  /** As it is written in addresses. */
  static String host(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }

  String host() {
    return host(sender);
  }

  /** What a scope says, such as that of {@code name}; empty if there is none. For people. */
  String scope(String kind) {
    String start = "onvif://www.onvif.org/" + kind + "/";
    for (String scope : scopes) {
      if (scope.regionMatches(true, 0, start, 0, start.length())) {
        String value = scope.substring(start.length());
        try {
          return Words.clean(URLDecoder.decode(value.replace("+", "%2B"), UTF_8));
        } catch (IllegalArgumentException e) {
          return Words.clean(value); // with a percent sign that means itself
        }
      }
    }
    return "";
  }

  /** The same for the same device, however often and with whatever it answers. */
  String key() {
    return sender.getHostAddress() + " " + (endpoint.isEmpty() ? services : endpoint);
  }
}
