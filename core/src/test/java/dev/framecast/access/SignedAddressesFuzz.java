package dev.framecast.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.framecast.Cameras;
import dev.framecast.ScriptedSource;
import dev.framecast.camera.Camera;
import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** No address, however a right one is changed, is good for more cameras, for longer or to write. */
final class SignedAddressesFuzz implements FuzzTarget {
  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant BEGIN = Instant.ofEpochSecond(1_000_000);

  private final Cameras cameras = new Cameras();
  private final Camera door = cameras.add("door", new ScriptedSource());
  private final Camera yard = cameras.add("yard", new ScriptedSource());
  private final Camera vault = cameras.add("vault", new ScriptedSource());
  private Instant now = BEGIN;
  private final SignedAddresses signed = SignedAddresses.with("k1", KEY).at(() -> now);

  @Override
  public void take(byte[] input) {
    FuzzInput in = new FuzzInput(input);
    int flags = in.number();
    boolean ending = (flags & 1) != 0;
    boolean expired = (flags & 2) != 0;
    boolean many = (flags & 4) != 0;
    SignedAddresses all = ending ? signed.endingStreams() : signed;
    now = BEGIN;
    String right = "/" + address(all, many, in.oneOf(true, false));
    now = expired ? BEGIN.plus(HOUR) : BEGIN;
    String method = in.oneOf("GET", "HEAD", "POST");
    String target = changed(right, in);
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? null : target.substring(mark + 1);
    Verdict verdict = Asking.verdict(all, new AccessRequest(method, "", path, query, name -> null));
    if (!verdict.isAllowed()) {
      require(verdict.status() == 403, "status " + verdict.status());
      require(!target.equals(right) || expired || method.equals("POST"), "refused: " + target);
      return;
    }
    Predicate<? super Camera> seen = verdict.cameras();
    require(seen != null, "everything is allowed: " + target);
    require(!seen.test(vault), "another camera: " + target);
    require(many || !seen.test(yard), "another camera: " + target);
    if (seen.test(door) || seen.test(yard)) {
      require(!expired, "expired: " + target);
      require(!method.equals("POST"), "for " + method);
      require(!ending || BEGIN.plus(HOUR).equals(verdict.until()), "until " + verdict.until());
    }
  }

  private static String address(SignedAddresses signed, boolean many, boolean first) {
    List<String> ids = List.of("door", "yard");
    if (many) {
      return first ? signed.page(ids, HOUR) : signed.streams(ids, HOUR);
    }
    return first ? signed.stream("door", HOUR) : signed.snapshot("door", HOUR);
  }

  /** Some pieces of it are replaced, one after the other. */
  private static String changed(String address, FuzzInput in) {
    StringBuilder changed = new StringBuilder(address);
    while (!in.isEmpty()) {
      int begin = Math.min(in.number(), changed.length());
      changed.replace(begin, Math.min(changed.length(), begin + in.number()), in.line());
    }
    return changed.toString();
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
        "",
        "\1\0\1",
        "\4\0\0",
        "\5\1\0",
        "\2\0\0",
        "\0\0\2",
        "\0\0\0\11\4vault\n",
        "\0\0\0\31\0&exp=9999999999\n",
        "\4\1\0\24\1%2C\n");
  }
}
