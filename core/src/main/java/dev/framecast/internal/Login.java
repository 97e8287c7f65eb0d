package dev.framecast.internal;

import dev.framecast.internal.Credentials.Offer;
import dev.framecast.internal.Credentials.Protocol;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How one session logs in: not before the camera asks, in the strongest way that it offers; where
 * it refuses that, in the next. Once let in, the same way is used with each request. Owned by one
 * thread.
 */
public final class Login {
  private final @Nullable Credentials auth;
  private final Protocol protocol;
  private final boolean basic;
  private final Set<String> refused = new HashSet<>();
  private @Nullable Offer offer;
  private String clientNonce = "";
  private int count;
  private boolean accepted;
  private boolean renewed;
  private Problem problem = Problem.NO_CREDENTIALS;
  private String offered = "";

  /** Why there is no answer to give. */
  public enum Problem {
    NO_CREDENTIALS,
    /** The camera was given all that it offers to take. */
    REFUSED,
    /** It does not say what it wants. */
    NOTHING_OFFERED,
    /** It wants bodies to be signed. */
    AUTH_INT,
    UNKNOWN
  }

  /**
   * A login that has not begun.
   *
   * @param auth null where there are no credentials
   */
  public Login(@Nullable Credentials auth, Protocol protocol) {
    this(auth, protocol, true);
  }

  private Login(@Nullable Credentials auth, Protocol protocol, boolean basic) {
    this.auth = auth;
    this.protocol = protocol;
    this.basic = basic;
  }

  /** One over HTTP that never sends the password itself, whatever is offered. */
  public static Login digestAlone(@Nullable Credentials auth) {
    return new Login(auth, Protocol.HTTP, false);
  }

  /** What to send as Authorization; null as long as the camera has not asked for any. */
  public @Nullable String authorization(String method, String target) {
    return auth == null || offer == null
        ? null
        : auth.answer(offer, protocol, method, target, ++count, clientNonce);
  }

  /**
   * The camera has let us in, with whatever was sent.
   *
   * @param infos its Authentication-Info headers
   */
  public void accepted(List<String> infos) {
    accepted = true;
    renewed = false;
    Offer used = offer;
    if (used != null && used.strength() > 1) {
      // In the form of challenges, which they have but for a scheme.
      List<String> heads = infos.stream().map(info -> "Info " + info).toList();
      for (Map<String, String> info : Challenges.parse(heads)) {
        String next = info.get("nextnonce");
        if (next != null) {
          Map<String, String> challenge = new HashMap<>(used.challenge());
          challenge.put("nonce", next);
          use(new Offer(used.kind(), used.strength(), challenge, used.extended()));
        }
      }
    }
  }

  /**
   * The camera refuses (401). Returns whether there is another answer to give; if not, {@link
   * #problem} says why.
   */
  public boolean refused(List<String> challengeHeaders) {
    if (auth == null) {
      problem = Problem.NO_CREDENTIALS;
      return false;
    }
    List<Map<String, String>> challenges = Challenges.parse(challengeHeaders);
    List<Offer> offers = auth.offers(challenges, protocol);
    offers.removeIf(each -> !basic && each.strength() == 1);
    Offer before = offer;
    if (before != null) {
      Offer again =
          offers.stream().filter(o -> o.kind().equals(before.kind())).findFirst().orElse(null);
      if (again != null && isRenewal(again) && !renewed) {
        renewed = true; // once: what is refused always would be sent for ever
        accepted = false;
        use(again);
        return true;
      }
      refused.add(before.kind());
    }
    for (Offer next : offers) {
      if (!refused.contains(next.kind())) {
        use(next);
        return true;
      }
    }
    explain(challenges, before != null);
    return false;
  }

  /**
   * Whether the credentials may be right all the same: the nonce is too old, which not all say, or
   * the camera refuses now and then what it took before.
   */
  private boolean isRenewal(Offer again) {
    return accepted
        || (again.strength() > 1 && "true".equalsIgnoreCase(again.challenge().get("stale")));
  }

  private void use(Offer next) {
    offer = next;
    count = 0;
    clientNonce = auth == null ? "" : auth.newClientNonce();
  }

  private void explain(List<Map<String, String>> challenges, boolean tried) {
    boolean authInt = challenges.stream().anyMatch(Credentials::isAuthIntAlone);
    offered = challenges.stream().map(Login::words).distinct().collect(Collectors.joining("; "));
    if (authInt && (!tried || protocol == Protocol.RTSP)) {
      problem = Problem.AUTH_INT;
    } else if (tried) {
      problem = Problem.REFUSED;
    } else {
      problem = challenges.isEmpty() ? Problem.NOTHING_OFFERED : Problem.UNKNOWN;
    }
  }

  private static String words(Map<String, String> challenge) {
    String words = challenge.getOrDefault(Challenges.SCHEME, "");
    if (words.equals("digest")) {
      String qop = challenge.getOrDefault("qop", "");
      words += " " + challenge.getOrDefault("algorithm", "MD5") + (qop.isEmpty() ? "" : ", " + qop);
    }
    return words.replaceAll("[^A-Za-z0-9, -]", "");
  }

  /** Why there is no answer any more. */
  public Problem problem() {
    return problem;
  }

  /** What the camera wants, for messages, such as "digest SHA-512, auth-int". */
  public String offered() {
    return offered;
  }
}
