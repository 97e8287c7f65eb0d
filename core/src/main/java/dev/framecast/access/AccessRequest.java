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
   * {@return a copy, with what the connection says}
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

  /**
   * {@return a copy, of somebody who has logged in to the container}
   *
   * @param name who that is, or null for nobody
   * @param hasRole whether that somebody has a role; asked by {@link #isInRole}, on any thread
   */
  public AccessRequest of(@Nullable String name, Predicate<String> hasRole) {
    AccessRequest copy = copy();
    copy.principal = name;
    copy.roles = Objects.requireNonNull(hasRole, "hasRole");
    return copy;
  }

  /** {@return the request's method, such as {@code GET}} */
  public String method() {
    return method;
  }

  /** {@return where the sink is mounted, percent-encoded; empty at the root} */
  public String mount() {
    return mount;
  }

  /** {@return the path below the mount point, percent-encoded, as it was sent} */
  public String path() {
    return path;
  }

  /** {@return what stands behind the question mark, as it was sent, or null} */
  public @Nullable String query() {
    return query;
  }

  /**
   * {@return the value of that header, or null if there is none}
   *
   * @param name the header's name, in any case
   */
  public @Nullable String header(String name) {
    return headers.apply(name);
  }

  /**
   * {@return the address of the connection's other end, as numbers: a proxy's, behind one; empty if
   * it has none}
   */
  public String remoteAddress() {
    return remoteAddress;
  }

  /** {@return whether it arrived on a loopback address of this machine} */
  public boolean onLoopback() {
    return onLoopback;
  }

  /** {@return whether it came over TLS, as far as this server knows} */
  public boolean secure() {
    return secure;
  }

  /** {@return who has logged in to the servlet container, or null for nobody} */
  public @Nullable String principal() {
    return principal;
  }

  /**
   * Tells whether that somebody has a role.
   *
   * @param role the role's name, as the container knows it
   * @return whether he has; false once the request has been answered
   */
  public boolean isInRole(String role) {
    return roles.test(role);
  }
}
