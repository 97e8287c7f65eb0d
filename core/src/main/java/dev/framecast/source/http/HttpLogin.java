package dev.framecast.source.http;

import dev.framecast.source.http.HttpAuth.Offer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one session logs in: not before the camera asks, in the strongest way that it offers; where
 * it refuses that, in the next. Once let in, the same way is used with each request. Owned by one
 * thread.
 */
final class HttpLogin {
  private final @Nullable HttpAuth auth;
  private final Set<String> refused = new HashSet<>();
  private @Nullable Offer offer;
  private String clientNonce = "";
  private int count;
  private boolean accepted;
  private boolean renewed;
  private String problem = "";
  private boolean unsupported;

  HttpLogin(@Nullable HttpAuth auth) {
    this.auth = auth;
  }

  /** What to send as Authorization; null as long as the camera has not asked for any. */
  @Nullable String authorization(String target) {
    return auth == null || offer == null ? null : auth.answer(offer, target, ++count, clientNonce);
  }

  /** The camera has let us in, with whatever was sent. */
  void accepted(HttpHead head) {
    accepted = true;
    renewed = false;
    Offer used = offer;
    if (used != null && used.strength() > 1) {
      for (Map<String, String> info : HttpChallenges.parse(infos(head))) {
        String next = info.get("nextnonce");
        if (next != null) {
          Map<String, String> challenge = new HashMap<>(used.challenge());
          challenge.put("nonce", next);
          use(new Offer(used.kind(), used.strength(), challenge, used.extended()));
        }
      }
    }
  }

  /** In the form of challenges, which they have but for a scheme. */
  private static List<String> infos(HttpHead head) {
    return head.all("Authentication-Info").stream().map(info -> "Info " + info).toList();
  }

  /**
   * The camera refuses (401). Returns whether there is another answer to give; if not, {@link
   * #problem} says why.
   */
  boolean refused(List<String> challengeHeaders) {
    if (auth == null) {
      problem = "the camera wants a login";
      return false;
    }
    List<Map<String, String>> challenges = HttpChallenges.parse(challengeHeaders);
    List<Offer> offers = auth.offers(challenges);
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
    if (tried) {
      problem = "the camera refuses the login";
    } else if (challenges.stream().anyMatch(HttpAuth::isAuthIntAlone)) {
      problem =
          "the camera wants a Digest login of the kind auth-int, which is not supported; set it to"
              + " Basic, or to Digest with auth";
      unsupported = true;
    } else if (challenges.isEmpty()) {
      problem = "the camera wants a login, and does not say of which kind";
    } else {
      problem = "the camera wants a login of a kind other than Basic or Digest";
    }
  }

  /** Why there is no answer any more. */
  String problem() {
    return problem;
  }

  /** Whether that is because the camera wants what cannot be done here. */
  boolean isUnsupported() {
    return unsupported;
  }
}
