package dev.framecast.access;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is told to {@link Access}, and by sinks to {@code CameraHttp}. Nothing in it is
 * believed that a client could have made up but for what stands in {@link #header}: no header says
 * where a request came from. Immutable; may be kept for as long as the answer takes.
 */
public final class AccessRequest {
  private final String method;
  private final String mount;
  private final String path;
  private final @Nullable String query;
  private final Function<String, @Nullable String> headers;
  private boolean onLoopback;
  private boolean secure;
  private String remoteAddress = "";
  private @Nullable String principal;
  private Predicate<String> roles = role -> false;

  /**
   * A request of nobody that is known.
   *
   * @param method such as {@code GET}
   * @param mount where the sink is mounted, such as {@code /cams}, percent-encoded; empty at the
   *     root
   * @param path the path below the mount point, still percent-encoded, without the query
   * @param query the query as it was sent, without the question mark, or null
   * @param headers gives a header's value by its name, or null, on any thread; that of {@code Host}
   *     may be HTTP/2's authority
   */
  public AccessRequest(
      String method,
      String mount,
      String path,
      @Nullable String query,
      Function<String, @Nullable String> headers) {
    this.method = Objects.requireNonNull(method, "method");
    this.mount = Objects.requireNonNull(mount, "mount");
    this.path = Objects.requireNonNull(path, "path");
    this.query = query;
    this.headers = Objects.requireNonNull(headers, "headers");
  }

  private AccessRequest copy() {
    AccessRequest copy = new AccessRequest(method, mount, path, query, headers);
    copy.onLoopback = onLoopback;
    copy.secure = secure;
    copy.remoteAddress = remoteAddress;
    copy.principal = principal;
    copy.roles = roles;
    return copy;
  }

  /**
   * The same, with what the connection says.
   *
   * @param address the other end's, as numbers; empty if it has none
   * @param loopback whether it arrived on a loopback address of this machine
   * @param encrypted whether it came over TLS
   */
  public AccessRequest from(String address, boolean loopback, boolean encrypted) {
    AccessRequest copy = copy();
    copy.remoteAddress = Objects.requireNonNull(address, "address");
    copy.onLoopback = loopback;
    copy.secure = encrypted;
    return copy;
  }

  /** The same, of somebody who has logged in to the container. */
  public AccessRequest of(@Nullable String name, Predicate<String> hasRole) {
    AccessRequest copy = copy();
    copy.principal = name;
    copy.roles = Objects.requireNonNull(hasRole, "hasRole");
    return copy;
  }

  /** Such as {@code GET}. */
  public String method() {
    return method;
  }

  /** Where the sink is mounted, percent-encoded; empty at the root. */
  public String mount() {
    return mount;
  }

  /** The path below the mount point, percent-encoded, as it was sent. */
  public String path() {
    return path;
  }

  /** What stands behind the question mark, as it was sent, or null. */
  public @Nullable String query() {
    return query;
  }

  /** The value of that header, or null. */
  public @Nullable String header(String name) {
    return headers.apply(name);
  }

  /** The address of the connection's other end, as numbers: a proxy's, behind one. */
  public String remoteAddress() {
    return remoteAddress;
  }

  /** Whether it arrived on a loopback address of this machine. */
  public boolean onLoopback() {
    return onLoopback;
  }

  /** Whether it came over TLS, as far as this server knows. */
  public boolean secure() {
    return secure;
  }

  /** Who has logged in to the servlet container, or null. */
  public @Nullable String principal() {
    return principal;
  }

  /** Whether that somebody has that role. False once the request has been answered. */
  public boolean isInRole(String role) {
    return roles.test(role);
  }
}
