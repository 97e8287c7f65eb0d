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

  /** {@return the verdict that it may see all cameras} */
  public static Verdict allow() {
    return ALLOWED;
  }

  /**
   * {@return the verdict that it may see the cameras that the condition is true for} All others are
   * answered as if there were none of that id.
   *
   * @param which asked for each camera, so it must be quick; one for which it throws is not seen
   */
  public static Verdict allow(Predicate<? super Camera> which) {
    return new Verdict(200, Objects.requireNonNull(which, "which"), "");
  }

  /**
   * {@return the verdict that it may see the cameras with these ids; with none, the page alone}
   *
   * @param ids copied; cameras that are added later count as well
   */
  public static Verdict allowOnly(Collection<String> ids) {
    Set<String> all = Set.copyOf(ids);
    return allow(camera -> all.contains(camera.id()));
  }

  /**
   * {@return the verdict that it may see the cameras with these ids; with none, the page alone}
   *
   * @param ids copied; cameras that are added later count as well
   */
  public static Verdict allowOnly(String... ids) {
    return allowOnly(List.of(ids));
  }

  /**
   * {@return the verdict that it must say who it is: 401}
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

  /** {@return the verdict that it may not: 403} */
  public static Verdict deny() {
    return DENIED;
  }

  /**
   * {@return the verdict that it may not, and why: 403}
   *
   * @param reason a line for whoever asked, such as {@code the address has expired}; printable
   *     ASCII
   * @throws IllegalArgumentException when it is anything else
   */
  public static Verdict deny(String reason) {
    return new Verdict(403, null, field("reason", reason));
  }

  /**
   * {@return the verdict that it has asked too often: 429, with a {@code Retry-After}}
   *
   * @param after how long to wait, told in whole seconds
   */
  public static Verdict tryLater(Duration after) {
    Verdict verdict = new Verdict(429, null, "");
    verdict.retryAfter = Objects.requireNonNull(after, "after");
    return verdict;
  }

  /**
   * {@return a copy that ends then: from then on nothing is answered, and streams end within a
   * second}
   *
   * @param end by the wall clock
   */
  public Verdict until(Instant end) {
    Verdict copy = copy();
    copy.until = Objects.requireNonNull(end, "end");
    return copy;
  }

  /**
   * {@return a copy, of somebody with that name, which is for logs}
   *
   * @param name who it is
   */
  public Verdict user(String name) {
    Verdict copy = copy();
    copy.user = Objects.requireNonNull(name, "name");
    return copy;
  }

  /**
   * {@return a copy, with a {@code Set-Cookie} in the answer}
   *
   * @param setCookie the header's value: printable ASCII
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

  /** {@return whether anything is allowed at all} */
  public boolean isAllowed() {
    return status == 200;
  }

  /** {@return 200 if it is allowed; else the status of the answer: 401, 403 or 429} */
  public int status() {
    return status;
  }

  /** {@return which cameras are allowed, or null for all of them} */
  public @Nullable Predicate<? super Camera> cameras() {
    return cameras;
  }

  /** {@return why it may not, or empty} */
  public String reason() {
    return reason;
  }

  /** {@return what a 401 has in {@code WWW-Authenticate}; else none} */
  public List<String> challenges() {
    return challenges;
  }

  /** {@return what a 429 has in {@code Retry-After}; else zero} */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** {@return the end of what is allowed, or null if it has none} */
  public @Nullable Instant until() {
    return until;
  }

  /** {@return who it is, or null} */
  public @Nullable String user() {
    return user;
  }

  /** {@return what stands in {@code Set-Cookie}, or null} */
  public @Nullable String cookie() {
    return cookie;
  }
}
