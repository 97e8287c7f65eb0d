package dev.framecast.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.framecast.internal.Secrets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;

/**
 * A camera that answered; of a recorder, one of its channels. Immutable. All texts come from the
 * camera: they are short and of one line, but say what it likes.
 *
 * @param host the IP address that answered
 * @param name what it calls itself, or its model; may be empty
 * @param streams the main stream and, where there is one, a smaller one; empty where {@code
 *     problem} says why
 * @param snapshot the address of a single picture, without a login; empty where there is none
 * @param login whether it wants a login for what it tells
 * @param problem what failed, for people, without credentials; empty if nothing did
 */
public record FoundCamera(
    String host,
    String name,
    List<FoundStream> streams,
    String snapshot,
    boolean login,
    String problem) {
  /** Where a login has to be put in. */
  public static final String LOGIN = "USER:PASSWORD";

  private static final int MOST_LETTERS = 40; // of an id

  /**
   * A camera.
   *
   * @param host not null
   * @param name not null
   * @param streams which are copied
   * @param snapshot not null
   * @param login whether it wants one
   * @param problem not null
   */
  public FoundCamera {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(name, "name");
    streams = List.copyOf(streams);
    Objects.requireNonNull(snapshot, "snapshot");
    Objects.requireNonNull(problem, "problem");
  }

  /**
   * {@return its address for {@link dev.framecast.source.FrameSources#of}, with the smaller stream
   * as {@code subStream}; with {@link #LOGIN} before the host where it wants a login; empty where
   * it has no streams}
   */
  public String address() {
    return address(login ? LOGIN + "@" : "");
  }

  /**
   * {@return the same with a login, whether it wants one or not}
   *
   * @param user as it is, without any encoding
   * @param password the same
   */
  public String address(String user, String password) {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    return address(encoded(user) + ":" + encoded(password) + "@");
  }

  /**
   * {@return an id for it, of its name in letters that ids may have, else of its address; two
   * cameras may have the same}
   */
  public String id() {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    String cut = plain.substring(0, Math.min(MOST_LETTERS, plain.length()));
    String named = cut.replaceAll("^-+|-+$", "");
    return named.isEmpty() ? "camera-" + host.replaceAll("[^0-9a-f]", "-") : named;
  }

  /** {@return the same with *** in place of the secrets that its streams' addresses have} */
  public FoundCamera withoutSecrets() {
    List<FoundStream> shown =
        streams.stream()
            .map(
                stream ->
                    new FoundStream(
                        Secrets.hide(stream.address()),
                        stream.codec(),
                        stream.width(),
                        stream.height()))
            .toList();
    return new FoundCamera(host, name, shown, Secrets.hide(snapshot), login, problem);
  }

  private String address(String before) {
    if (streams.isEmpty()) {
      return "";
    }
    String main = streams.get(0).address();
    if (streams.size() == 1) {
      return with(before, main);
    }
    String sub = streams.get(1).address();
    boolean same = origin(main).equals(origin(sub)); // then it has the main stream's login
    return with(before, main) + "#subStream=" + value(same ? sub : with(before, sub));
  }

  private static String with(String before, String address) {
    return address.replaceFirst("://", "://" + Matcher.quoteReplacement(before));
  }

  private static String origin(String address) {
    return address.replaceFirst("(?s)^([^:]*://[^/?]*).*$", "$1");
  }

  /** As a setting's value: what would end or change it is encoded. */
  private static String value(String address) {
    return address.replace("%", "%25").replace("&", "%26").replace("@", "%40").replace("#", "%23");
  }

  private static String encoded(String secret) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : secret.getBytes(UTF_8)) {
      boolean plain = each > 0 && (Character.isLetterOrDigit(each) || "-._~".indexOf(each) >= 0);
      encoded.append(
          plain ? String.valueOf((char) each) : String.format(Locale.ROOT, "%%%02X", each & 0xFF));
    }
    return encoded.toString();
  }

  /** {@return for people, without secrets} */
  @Override
  public String toString() {
    return Secrets.hide(
        host
            + (name.isEmpty() ? "" : " \"" + name + "\"")
            + (streams.isEmpty() ? "" : " " + streams)
            + (problem.isEmpty() ? "" : ": " + problem));
  }
}
