package dev.framecast.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From where a request came, as a text of numbers. Nothing is ever looked up. */
public final class ClientAddress {
  private static final Pattern NUMBERS =
      Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /** Of what is no address: an app may take it from a header in which anything can be. */
  private static final int LONGEST = 100;

  private ClientAddress() {}

  private static @Nullable InetAddress parsed(String address) {
    int zone = address.indexOf('%');
    String bare = zone < 0 ? address : address.substring(0, zone);
    String numbers =
        bare.startsWith("[") && bare.endsWith("]") ? bare.substring(1, bare.length() - 1) : bare;
    if (!NUMBERS.matcher(numbers).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(numbers);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** Whether it is this machine itself. */
  public static boolean isLoopback(String address) {
    InetAddress parsed = parsed(address);
    return parsed != null && parsed.isLoopbackAddress();
  }

  /** Equal for one client: of IPv6 the first half, for whoever has one address has 2^64 of them. */
  public static String network(String address) {
    InetAddress parsed = parsed(address);
    if (parsed == null) {
      return address.length() <= LONGEST ? address : address.substring(0, LONGEST);
    }
    byte[] bytes = parsed.getAddress();
    return HexFormat.of().formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
  }
}
