package dev.framecast.internal;

import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import java.util.Map;

/** Any text can be masked, and no half of a password comes through, whatever is around it. */
final class SecretsFuzz implements FuzzTarget {
  private static final String FIRST = "geh";
  private static final String LAST = "eim";

  @Override
  public void take(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    int kind = in.number() % 6;
    String before = in.line();
    String password = FIRST + in.line().replace(FIRST, "").replace(LAST, "") + LAST;
    String after = in.text().replace(FIRST, "").replace(LAST, "");
    String text = before.replace(FIRST, "").replace(LAST, "") + " " + written(kind, password);
    String hidden = Secrets.hide(text + after);
    require(hidden.length() <= 3 * (text.length() + after.length()) + 100, "longer: " + hidden);
    if (isWhole(kind, password)) {
      require(!hidden.contains(FIRST), hidden);
      require(!hidden.contains(LAST), hidden);
    }
    String told = Strangers.problem(text + after, "rtsp://" + before);
    require(told != null && told.length() <= 303, "told " + told);
    require(!isWhole(kind, password) || !told.contains(FIRST), told);
  }

  private static String written(int kind, String password) {
    return switch (kind) {
      case 0 -> "rtsp://admin:" + password + "@10.0.0.7/live";
      case 1 -> "http://c/a?width=1&pwd=" + password + "&x=1";
      case 2 -> "Authorization: Digest " + password + "\n";
      case 3 -> "{\"password\":\"" + password + "\"}";
      case 4 -> "<password>" + password + "</password>";
      default -> "admin:" + password + "@10.0.0.7/a";
    };
  }

  /** Whether nothing in the password ends it, where it is written. */
  private static boolean isWhole(int kind, String password) {
    return switch (kind) {
      case 0 -> !password.contains("://") && password.chars().allMatch(c -> c >= ' ');
      case 1 -> password.chars().allMatch(c -> c > ' ' && "&\"'<>".indexOf(c) < 0);
      case 2 -> password.chars().allMatch(c -> c >= ' ');
      case 3 -> password.chars().allMatch(c -> c >= ' ' && "\"\\".indexOf(c) < 0);
      case 4 -> password.indexOf('<') < 0;
      default -> password.chars().allMatch(c -> c > ' ' && c < 127 && "/".indexOf(c) < 0);
    };
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
        "\0no route to\n/?#:@\n ever",
        "\1GET\n%3D=;\n: refused",
        "\2x\nusername=\"a\", response=\"b\"\nBearer abcdefghijklmnopq",
        "\3answer\n,:\n<token>x</token>",
        "\4\"a\" https%3A%2F%2Fa%3Ab%40h\n\\\n'quoted' C:\\film [fe80::1%eth0]:80",
        "\5door=\n#%\n cam.example.org:80/x 10.0.0.7 Basic dXNlcjpnZWhlaW0=");
  }
}
