package dev.framecast.source.http;

import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import dev.framecast.internal.Credentials;
import java.util.Map;

/** Addresses as people write them: what can be asked for, or an error without a password. */
final class CameraUrlFuzz implements FuzzTarget {
  private static final String SECRET = "S3cr3t";

  @Override
  public void take(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    String address = in.line();
    CameraUrl url;
    try {
      url = CameraUrl.parse(address);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      require(!message.isBlank() && message.lines().count() == 1, "message: " + message);
      require(!hidden(address) || !message.contains(SECRET), message);
      return;
    }
    require(url);
    require(!hidden(address) || !url.toString().contains(SECRET), url.toString());
    try {
      require(url.resolve(in.text()));
    } catch (IllegalArgumentException e) {
      return; // as documented: it leads nowhere
    }
  }

  /** Whether it holds the secret as a password, and nowhere else. */
  private static boolean hidden(String address) {
    return address.contains(":" + SECRET + "@")
        && address.indexOf(SECRET) == address.lastIndexOf(SECRET);
  }

  private static void require(CameraUrl url) {
    require(url.target().startsWith("/"), "target " + url.target());
    require(isWord(url.target()), "target " + url.target());
    require(isWord(url.authority()), "host " + url.authority());
    require(url.port() > 0 && url.port() < 65_536, "port " + url.port());
    require(!url.host().isEmpty(), "no host");
    require(url.toString().lines().count() == 1, url.toString());
    Credentials unused = url.auth();
  }

  /** For the line of a request. */
  private static boolean isWord(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 127);
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
        "http://user:S3cr3t@10.0.0.7:8080/a b/\u00e9?x=1&pwd=y\n../c?d=e",
        "https://us%40er:S3cr3t@[fe80::1%25eth0]/\n//other/x",
        "HTTP://b\u00fccher.example\nhttps://x:1/y?z",
        "http://h/a?b#c\n?d",
        "http://h\n/./a/../b//c/..");
  }
}
