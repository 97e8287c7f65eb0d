package dev.framecast.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Names and passwords, which browsers ask for by themselves (HTTP Basic, RFC 7617). Over TLS only:
 * without it whoever listens in reads them.
 *
 * <pre>{@code
 * Access access =
 *     BasicAccess.builder()
 *         .user("ann", PasswordHash.parse(line))
 *         .user("guest", PasswordHash.parse(other), Verdict.allowOnly("door"))
 *         .build();
 * }</pre>
 *
 * <p>A password is hashed once in ten minutes, however often it is sent, on threads of its own; a
 * name that does not exist takes as long as one that does, and all as long as the one with the most
 * iterations. Ten wrong ones from one address (of IPv6: from its first 64 bits), or a hundred at
 * one name, and each further guess has to wait, first a second and in the end 15 minutes: 429 with
 * Retry-After. An address from which a name was right before does not wait for what others guess at
 * that name.
 *
 * <p>Any thread; never blocks.
 */
public final class BasicAccess implements Access {
  private final Map<String, User> users;
  private final PasswordHash nobody;
  private final Verdict challenge;
  private final Function<AccessRequest, String> address;
  private final PasswordChecks checks;

  private record User(PasswordHash hash, Verdict verdict) {}

  private BasicAccess(Builder from) {
    int most =
        from.users.values().stream().mapToInt(user -> user.hash().iterations()).max().orElse(1);
    // Or who has a quicker one would be known by it.
    Map<String, User> all = new HashMap<>();
    from.users.forEach(
        (name, user) -> all.put(name, new User(user.hash().asLongAs(most), user.verdict())));
    users = Map.copyOf(all);
    challenge = Verdict.challenge("Basic realm=\"" + from.realm + "\", charset=\"UTF-8\"");
    address = from.address;
    checks = new PasswordChecks(from.threads, from.clock);
    nobody = PasswordHash.ofNobody(most);
  }

  /** {@return a builder with no user yet} */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public CompletionStage<Verdict> ask(AccessRequest request) {
    Credentials sent = Credentials.of(request.header("Authorization"));
    if (sent == null) {
      return CompletableFuture.completedFuture(challenge);
    }
    User user = users.get(sent.name());
    PasswordHash hash = user == null ? nobody : user.hash();
    return checks
        .check(sent.name(), sent.password(), hash, address.apply(request))
        .thenApply(
            outcome -> outcome.right() && user != null ? user.verdict() : refused(outcome.delay()));
  }

  private Verdict refused(Duration wait) {
    return wait.isZero() ? challenge : Verdict.tryLater(wait);
  }

  /** Collects users. Not safe for use by several threads. */
  public static final class Builder {
    private static final Pattern NAME = Pattern.compile("[^:\\p{Cntrl}]{1,100}");
    private static final Pattern REALM = Pattern.compile("[ !#-\\[\\]-~]{1,100}");

    private final Map<String, User> users = new LinkedHashMap<>();
    private String realm = "cameras";
    private Function<AccessRequest, String> address = AccessRequest::remoteAddress;
    private Executor threads = PasswordChecks.threads();
    private LongSupplier clock = System::nanoTime;

    private Builder() {}

    /**
     * Adds somebody who sees everything.
     *
     * @param name 1 to 100 characters, not the colon
     * @param hash of his password
     * @return this builder
     * @throws IllegalArgumentException when the name is none or there already
     */
    public Builder user(String name, PasswordHash hash) {
      return user(name, hash, Verdict.allow());
    }

    /**
     * Adds somebody, and what he may see.
     *
     * @param name 1 to 100 characters, not the colon
     * @param hash of his password
     * @param allowed such as {@code Verdict.allowOnly("door")}
     * @return this builder
     * @throws IllegalArgumentException when the name is none or there already, or the verdict
     *     allows nothing
     */
    public Builder user(String name, PasswordHash hash, Verdict allowed) {
      Objects.requireNonNull(hash, "hash");
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "user \"" + name + "\": must be 1 to 100 characters, without colons and line ends");
      }
      if (!allowed.isAllowed()) {
        throw new IllegalArgumentException(
            "user \"" + name + "\": the verdict must allow something, as allowOnly(ids) does");
      }
      if (users.putIfAbsent(name, new User(hash, allowed.user(name))) != null) {
        throw new IllegalArgumentException("user \"" + name + "\": there is one already");
      }
      return this;
    }

    /**
     * Sets what browsers show when they ask: {@code cameras} unless this is called.
     *
     * @param value 1 to 100 characters
     * @return this builder
     * @throws IllegalArgumentException when it has other than printable ASCII, or quotes
     */
    public Builder realm(String value) {
      if (!REALM.matcher(value).matches()) {
        throw new IllegalArgumentException(
            "realm \"" + value + "\": must be 1 to 100 characters of ASCII, without quotes");
      }
      realm = value;
      return this;
    }

    /**
     * Sets where guesses come from. Behind a proxy all have its address unless this takes another
     * from a header that the proxy sets, in place of one that a client may have sent:
     *
     * <pre>{@code
     * builder.address(request -> String.valueOf(request.header("X-Real-IP")))
     * }</pre>
     *
     * @param value gives a request's address, never null; called where {@link Access#ask} is
     * @return this builder
     */
    public Builder address(Function<AccessRequest, String> value) {
      address = Objects.requireNonNull(value, "address");
      return this;
    }

    Builder testing(Executor executor, LongSupplier nanos) {
      threads = executor;
      clock = nanos;
      return this;
    }

    /**
     * {@return an access for these users}
     *
     * @throws IllegalStateException when there is none
     */
    public BasicAccess build() {
      if (users.isEmpty()) {
        throw new IllegalStateException("no user: nobody could ever log in; add one with user()");
      }
      return new BasicAccess(this);
    }
  }
}
