package dev.framecast.access;

import dev.framecast.camera.Camera;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request may see. Immutable. */
public final class Verdict {
  private static final Pattern FIELD = Pattern.compile("[\\x20-\\x7E]+");
  private static final Verdict DENIED = new Verdict(403, null, "");
  private static final Verdict ALLOWED = new Verdict(200, null, "");

  private final int status;
  private final @Nullable Predicate<? super Camera> cameras;
  private final String reason;
  private List<String> challenges = List.of();
  private Duration retryAfter = Duration.ZERO;
  private @Nullable Instant until;
  private @Nullable String user;
  private @Nullable String cookie;

  private Verdict(int status, @Nullable Predicate<? super Camera> cameras, String reason) {
    this.status = status;
    this.cameras = cameras;
    this.reason = reason;
  }

  private Verdict copy() {
    Verdict copy = new Verdict(status, cameras, reason);
    copy.challenges = challenges;
    copy.retryAfter = retryAfter;
    copy.until = until;
    copy.user = user;
    copy.cookie = cookie;
    return copy;
  }

  /** It may see all cameras. */
  public static Verdict allow() {
    return ALLOWED;
  }

  /**
   * It may see the cameras that the condition is true for. All others are answered as if there were
   * none of that id.
   *
   * @param which asked for each camera, so it must be quick; one for which it throws is not seen
   */
  public static Verdict allow(Predicate<? super Camera> which) {
    return new Verdict(200, Objects.requireNonNull(which, "which"), "");
  }

  /** It may see the cameras with these ids; with none, the page alone. */
  public static Verdict allowOnly(Collection<String> ids) {
    Set<String> all = Set.copyOf(ids);
    return allow(camera -> all.contains(camera.id()));
  }

  /** The same. */
  public static Verdict allowOnly(String... ids) {
    return allowOnly(List.of(ids));
  }

  /**
   * It must say who it is: 401.
   *
   * @param ways what to answer in {@code WWW-Authenticate}, such as {@code Basic realm="cameras"}
   * @throws IllegalArgumentException when there is none, or one cannot stand in a header
   */
  public static Verdict challenge(String... ways) {
    Verdict verdict = new Verdict(401, null, "");
    verdict.challenges = List.of(ways);
    if (verdict.challenges.isEmpty()) {
      throw new IllegalArgumentException("challenge(): must be one or more");
    }
    verdict.challenges.forEach(way -> field("challenge", way));
    return verdict;
  }

  /** It may not: 403. */
  public static Verdict deny() {
    return DENIED;
  }

  /**
   * It may not, and is told why.
   *
   * @param reason a line for whoever asked, such as {@code the address has expired}
   */
  public static Verdict deny(String reason) {
    return new Verdict(403, null, field("reason", reason));
  }

  /** It has asked too often: 429, with a {@code Retry-After}. */
  public static Verdict tryLater(Duration after) {
    Verdict verdict = new Verdict(429, null, "");
    verdict.retryAfter = Objects.requireNonNull(after, "after");
    return verdict;
  }

  /** The same, until then: from then on nothing is answered, and streams end within a second. */
  public Verdict until(Instant end) {
    Verdict copy = copy();
    copy.until = Objects.requireNonNull(end, "end");
    return copy;
  }

  /** The same, of somebody with that name, which is for logs. */
  public Verdict user(String name) {
    Verdict copy = copy();
    copy.user = Objects.requireNonNull(name, "name");
    return copy;
  }

  /**
   * The same, with a {@code Set-Cookie} in the answer.
   *
   * @throws IllegalArgumentException when it cannot stand in a header
   */
  public Verdict cookie(String setCookie) {
    Verdict copy = copy();
    copy.cookie = field("cookie", setCookie);
    return copy;
  }

  private static String field(String what, String value) {
    if (!FIELD.matcher(value).matches()) {
      throw new IllegalArgumentException(what + ": must be printable ASCII, without line ends");
    }
    return value;
  }

  /** Whether anything is allowed at all. */
  public boolean isAllowed() {
    return status == 200;
  }

  /** 200 if it is allowed; else the status of the answer: 401, 403 or 429. */
  public int status() {
    return status;
  }

  /** Which cameras are allowed, or null for all of them. */
  public @Nullable Predicate<? super Camera> cameras() {
    return cameras;
  }

  /** Why not, or empty. */
  public String reason() {
    return reason;
  }

  /** What a 401 has in {@code WWW-Authenticate}. */
  public List<String> challenges() {
    return challenges;
  }

  /** What a 429 has in {@code Retry-After}. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** The end of what is allowed, or null if it has none. */
  public @Nullable Instant until() {
    return until;
  }

  /** Who it is, or null. */
  public @Nullable String user() {
    return user;
  }

  /** What stands in {@code Set-Cookie}, or null. */
  public @Nullable String cookie() {
    return cookie;
  }
}
