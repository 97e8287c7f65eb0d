package dev.framecast.internal;

import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import java.util.Map;
import java.util.Set;

/** Addresses in a network, and percent-encoding: parts without secrets in them, or an error. */
final class NetworkAddressFuzz implements FuzzTarget {
  private static final String SECRET = "S3cr3t";

  @Override
  public void take(byte[] input) {
    String text = new FuzzInput(input).text();
    decode(text);
    boolean hidden =
        text.contains(":" + SECRET + "@") && text.indexOf(SECRET) == text.lastIndexOf(SECRET);
    try {
      NetworkAddress address = NetworkAddress.parse(text, Set.of("rtsp", "http"), "must be x");
      require(address.port() == -1 || (address.port() > 0 && address.port() < 65_536), text);
      require(!address.host().isEmpty(), "no host");
      require(address.target().chars().noneMatch(c -> c <= ' ' || c == 127), address.target());
      String shown = address.toString();
      require(shown.lines().count() == 1, shown);
      require(!hidden || !shown.contains(SECRET), shown);
      require(!hidden || address.password().contains(SECRET), "another password");
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      require(!message.isBlank() && message.lines().count() == 1, "message: " + message);
      require(!hidden || !message.contains(SECRET), message);
    }
  }

  private static void decode(String text) {
    try {
      String decoded = Percent.decode(text);
      require(text.indexOf('%') < 0 || decoded.length() < text.length(), decoded);
    } catch (IllegalArgumentException e) {
      require(!String.valueOf(e.getMessage()).contains(SECRET), e.getMessage());
    }
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }

  @Override
  public Map<String, byte[]> seeds() {
    return FuzzInput.seeds(
        "",
        "rtsp://us%65r:S3cr3t@10.0.0.7:554/a b?c=d&pwd=e#f",
        "HTTP://user:S3cr3t@[fe80::1%25eth0]:80",
        "ftp://user:S3cr3t@h\u00f6st/a",
        "rtsp://admin:2024/S3cr3t@host/",
        "a%20b%C3%A9%00%");
  }
}
