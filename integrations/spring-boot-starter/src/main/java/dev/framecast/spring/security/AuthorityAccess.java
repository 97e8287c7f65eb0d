package dev.framecast.spring.security;

import dev.framecast.access.Access;
import dev.framecast.access.AccessRequest;
import dev.framecast.access.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Whoever has logged in by Spring Security sees the cameras without tags, and those of which one
 * tag is for an authority of theirs, or for their name.
 *
 * <p>Asked on the request's thread, where Spring Security's filters have left who it is. What
 * somebody may see is what held when the request came: a stream goes on when that changes.
 */
final class AuthorityAccess implements Access {
  private final Function<String, Set<String>> tagsOfCamera;
  private final boolean allowAnonymous;
  private final Map<String, List<String>> authoritiesOfTag;
  private final Map<String, List<String>> usersOfTag;
  private final RoleHierarchy hierarchy;

  AuthorityAccess(
      Function<String, Set<String>> tagsOfCamera,
      boolean allowAnonymous,
      Map<String, List<String>> authoritiesOfTag,
      Map<String, List<String>> usersOfTag,
      RoleHierarchy hierarchy) {
    this.tagsOfCamera = tagsOfCamera;
    this.allowAnonymous = allowAnonymous;
    this.authoritiesOfTag = authoritiesOfTag;
    this.usersOfTag = usersOfTag;
    this.hierarchy = hierarchy;
  }

  @Override
  public CompletionStage<Verdict> ask(AccessRequest request) {
    return CompletableFuture.completedFuture(
        of(SecurityContextHolder.getContext().getAuthentication()));
  }

  private Verdict of(@Nullable Authentication who) {
    if (who == null || !who.isAuthenticated() || who instanceof AnonymousAuthenticationToken) {
      return allowAnonymous
          ? Verdict.allow(camera -> tagsOfCamera.apply(camera.id()).isEmpty())
          : Verdict.deny("nobody has logged in");
    }
    String name = who.getName();
    Set<String> authorities = names(hierarchy.getReachableGrantedAuthorities(who.getAuthorities()));
    return Verdict.allow(
            camera -> {
              Set<String> tags = tagsOfCamera.apply(camera.id());
              return tags.isEmpty() || tags.stream().anyMatch(tag -> sees(tag, name, authorities));
            })
        .user(name);
  }

  private static Set<String> names(Collection<? extends GrantedAuthority> authorities) {
    return authorities.stream()
        .map(GrantedAuthority::getAuthority)
        .filter(authority -> authority != null) // those that are more than a name
        .collect(Collectors.toSet());
  }

  private boolean sees(String tag, String name, Set<String> authorities) {
    List<String> wanted = authoritiesOfTag.getOrDefault(tag, List.of(role(tag)));
    return wanted.stream().anyMatch(authorities::contains)
        || usersOfTag.getOrDefault(tag, List.of()).contains(name);
  }

  private static String role(String tag) {
    return "ROLE_" + tag.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
