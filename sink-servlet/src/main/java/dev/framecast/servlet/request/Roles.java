package dev.framecast.servlet.request;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether whoever has sent a request is in a role, for as long as it is one: containers use the
 * same object for another request afterwards.
 */
public final class Roles implements Predicate<String> {
  private static final String ATTRIBUTE = Roles.class.getName();

  private volatile @Nullable HttpServletRequest request;

  private Roles(HttpServletRequest request) {
    this.request = request;
  }

  static Roles of(HttpServletRequest request) {
    Roles roles = new Roles(request);
    request.setAttribute(ATTRIBUTE, roles);
    return roles;
  }

  @Override
  public boolean test(String role) {
    HttpServletRequest asked = request;
    return asked != null && asked.isUserInRole(role);
  }

  /** The request is answered: nobody is in a role from here on. */
  public static void close(ServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Roles roles) {
      roles.request = null;
    }
  }
}
