package dev.framecast.internal;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name in a Host header. */
public final class HostHeader {
  private static final Pattern HOST =
      Pattern.compile(
          "([A-Za-z0-9_.-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}(?:%[\\w.-]{1,32})?])(?::\\d{0,5})?");
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

  private HostHeader() {}

  /** In lower case, without the port and the root's dot; null for what is no host. */
  public static @Nullable String of(String header) {
    Matcher host = HOST.matcher(header.strip());
    if (!host.matches()) {
      return null;
    }
    String name = host.group(1).toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** An address needs no name server, so nobody can have it point elsewhere. */
  public static boolean isAddress(String name) {
    return name.startsWith("[") || IPV4.matcher(name).matches();
  }

  /** Browsers take these for this machine without asking anybody. */
  public static boolean isLocalhost(String name) {
    return name.equals("localhost") || name.endsWith(".localhost");
  }

  /** Names that no public name server has. */
  public static boolean isLocal(String name) {
    return name.indexOf('.') < 0 || name.endsWith(".local");
  }
}
