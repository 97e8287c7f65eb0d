package dev.framecast.http;

import dev.framecast.access.Access;
import dev.framecast.discovery.CameraSearch;
import dev.framecast.internal.HostHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * To whom cameras are served. Immutable.
 *
 * <pre>{@code
 * new MjpegServlet(cameras, HttpRules.builder().hosts("cams.example.org").build());
 * }</pre>
 *
 * <p><b>Hosts.</b> A page of any site can have its own name point to 127.0.0.1 (DNS rebinding), and
 * the browser then takes that site's scripts for this server's own. The request's {@code Host}
 * gives it away. Served are {@code localhost}, {@code *.localhost}, IP addresses, and the names
 * that were added; others are answered 421. By default that is checked for what arrives on a
 * loopback address, and as soon as names were added for all requests.
 *
 * <p><b>Origins.</b> Pages of other sites can neither show nor read pictures, nor have the cameras'
 * page in a frame, unless their origin was added.
 *
 * <p><b>Access.</b> Everybody sees all cameras, unless an {@link Access} says who sees which.
 *
 * <p><b>Limits.</b> No more is served at once than {@link Limits} say.
 */
public final class HttpRules {
  /** Loopback addresses are served under their own names only; no other site is let in. */
  public static final HttpRules DEFAULT = builder().build();

  private enum Hosts {
    ON_LOOPBACK,
    CHECKED,
    ANY
  }

  private final Set<String> names;
  private final boolean localNames;
  private final Hosts hosts;
  private final Set<String> origins;
  private final Access access;
  private final Duration accessTimeout;
  private final @Nullable AccessCheck accessCheck;
  private final Limits limits;
  private final @Nullable CameraSearch search;

  private HttpRules(Builder from) {
    names = Set.copyOf(from.names);
    localNames = from.localNames;
    hosts = from.hosts;
    origins = Set.copyOf(from.origins);
    access = from.access;
    accessTimeout = from.accessTimeout;
    limits = from.limits;
    search = from.search;
    accessCheck = access == Access.EVERYBODY ? null : new AccessCheck(access, accessTimeout);
  }

  /** {@return a builder with {@link #DEFAULT}} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return a builder with these rules} */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.names.addAll(names);
    copy.localNames = localNames;
    copy.hosts = hosts;
    copy.origins.addAll(origins);
    copy.access = access;
    copy.accessTimeout = accessTimeout;
    copy.limits = limits;
    copy.search = search;
    return copy;
  }

  /**
   * Whether that host is served.
   *
   * @param host the request's header, or null where it has none, as old clients that are no
   *     browsers
   * @param onLoopback whether the request arrived on a loopback address
   */
  boolean serves(@Nullable String host, boolean onLoopback) {
    if (hosts == Hosts.ANY || (hosts == Hosts.ON_LOOPBACK && !onLoopback)) {
      return true;
    }
    if (host == null || host.isBlank()) {
      return true;
    }
    String name = HostHeader.of(host);
    return name != null
        && (HostHeader.isAddress(name)
            || HostHeader.isLocalhost(name)
            || (localNames && HostHeader.isLocal(name))
            || isAdded(name));
  }

  private boolean isAdded(String name) {
    for (String added : names) {
      boolean domain = added.startsWith(".");
      if (name.equals(domain ? added.substring(1) : added) || (domain && name.endsWith(added))) {
        return true;
      }
    }
    return false;
  }

  /** Whether pages of that origin were let in. */
  boolean letsIn(@Nullable String origin) {
    return origin != null && origins.contains(origin.toLowerCase(Locale.ROOT));
  }

  /** The origins that were let in. */
  Collection<String> origins() {
    return origins;
  }

  /** {@return who says who may see which cameras} */
  public Access access() {
    return access;
  }

  /** {@return how much is served at once} */
  public Limits limits() {
    return limits;
  }

  /** What looks for cameras of the network; null where nobody is to. */
  @Nullable CameraSearch search() {
    return search;
  }

  /** Asks that; null where everybody sees everything. */
  @Nullable AccessCheck accessCheck() {
    return accessCheck;
  }

  /** Collects rules. Not safe for use by several threads. */
  public static final class Builder {
    private static final Pattern NAME =
        Pattern.compile("\\.?[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})");
    private static final Pattern ORIGIN =
        Pattern.compile(
            "(?:https?|[a-z][a-z0-9+.-]*)://(?:[a-z0-9_.-]+|\\[[0-9a-f:.]+])(?::\\d{1,5})?");

    private final Set<String> names = new LinkedHashSet<>();
    private boolean localNames;
    private Hosts hosts = Hosts.ON_LOOPBACK;
    private final Set<String> origins = new LinkedHashSet<>();
    private Access access = Access.EVERYBODY;
    private Duration accessTimeout = Duration.ofSeconds(10);
    private Limits limits = Limits.DEFAULT;
    private @Nullable CameraSearch search;

    private Builder() {}

    /**
     * Serves these names too, and checks the host of every request, wherever it arrives.
     *
     * @param more names without scheme and port, such as {@code cams.example.org}; with a dot in
     *     front, {@code .example.org}, also all names below it. None at all: the check alone
     * @return this builder
     * @throws IllegalArgumentException when one is no name
     */
    public Builder hosts(String... more) {
      Objects.requireNonNull(more, "hosts");
      for (String name : more) {
        Objects.requireNonNull(name, "host");
        if (!NAME.matcher(name).matches()) {
          throw new IllegalArgumentException(
              "host \""
                  + name
                  + "\": must be a name without scheme and port, such as cams.example.org");
        }
      }
      for (String name : more) {
        names.add(name.toLowerCase(Locale.ROOT));
      }
      hosts = Hosts.CHECKED;
      return this;
    }

    /**
     * Also serves names that only a local network can give: those without a dot, and those that end
     * in {@code .local}. For servers that the local network may use: no site's name is of that
     * kind. Hosts are checked, wherever a request arrives.
     *
     * @return this builder
     */
    public Builder localNames() {
      localNames = true;
      hosts = Hosts.CHECKED;
      return this;
    }

    /**
     * Does not look at hosts: for servers behind one that does.
     *
     * @return this builder
     */
    public Builder anyHost() {
      hosts = Hosts.ANY;
      return this;
    }

    /**
     * Lets the pages of these origins show and read pictures and JSON (CORS), and have the cameras'
     * page in a frame.
     *
     * @param more such as {@code https://dash.example.org} or {@code http://10.0.0.5:3000}
     * @return this builder
     * @throws IllegalArgumentException when one is no origin
     */
    public Builder origins(String... more) {
      Objects.requireNonNull(more, "origins");
      List<String> checked = new ArrayList<>();
      for (String origin : more) {
        String lower = Objects.requireNonNull(origin, "origin").toLowerCase(Locale.ROOT);
        if (!ORIGIN.matcher(lower).matches()) {
          throw new IllegalArgumentException(
              "origin \""
                  + origin
                  + "\": must be scheme://host[:port] without a path, such as"
                  + " https://dash.example.org");
        }
        checked.add(lower);
      }
      origins.addAll(checked);
      return this;
    }

    /**
     * Sets who says who may see which cameras, for every request: {@link Access#EVERYBODY} unless
     * this is called.
     *
     * @param value asked where {@link Access#ask} says
     * @return this builder
     */
    public Builder access(Access value) {
      access = Objects.requireNonNull(value, "access");
      return this;
    }

    /**
     * Sets how long {@link #access} may take, 10 seconds unless this is called; then the request is
     * answered 503.
     *
     * @param value more than nothing, and a minute at most
     * @return this builder
     * @throws IllegalArgumentException when it is not more than nothing, and a minute at most
     */
    public Builder accessTimeout(Duration value) {
      if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofMinutes(1)) > 0) {
        throw new IllegalArgumentException(
            "accessTimeout " + value + ": must be more than nothing, and a minute at most");
      }
      accessTimeout = value;
      return this;
    }

    /**
     * Sets how much is served at once, in place of {@link Limits#DEFAULT}.
     *
     * @param value the bounds, by number, size and time
     * @return this builder
     */
    public Builder limits(Limits value) {
      limits = Objects.requireNonNull(value, "limits");
      return this;
    }

    /**
     * Lets those who see all cameras look for more of them in the network, by the page or {@code
     * /found}: nobody may unless this is called. They are told hosts and addresses of streams, and
     * no logins. A verdict for {@linkplain dev.framecast.access.Verdict#cameras() some} cameras is
     * not enough, even if there are no others.
     *
     * @param value which stays the caller's to close
     * @return this builder
     */
    public Builder search(CameraSearch value) {
      search = Objects.requireNonNull(value, "search");
      return this;
    }

    /** {@return rules with these values} */
    public HttpRules build() {
      return new HttpRules(this);
    }
  }
}
