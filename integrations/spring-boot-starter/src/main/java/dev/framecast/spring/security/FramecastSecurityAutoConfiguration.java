package dev.framecast.spring.security;

import dev.framecast.access.Access;
import dev.framecast.spring.FramecastAutoConfiguration;
import dev.framecast.spring.FramecastCameras;
import dev.framecast.spring.FramecastProperties;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.hierarchicalroles.NullRoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.core.Authentication;

/** Has Spring Security decide who sees which cameras, unless the app has an {@link Access}. */
@AutoConfiguration(after = FramecastAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(
    value = Authentication.class,
    name = "org.springframework.security.web.SecurityFilterChain")
public final class FramecastSecurityAutoConfiguration {

  /** Called by Spring. */
  public FramecastSecurityAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty(
      name = FramecastProperties.PREFIX + ".security.enabled",
      matchIfMissing = true)
  Access framecastAccess(
      FramecastProperties properties,
      ObjectProvider<FramecastCameras> cameras,
      ObjectProvider<RoleHierarchy> hierarchy) {
    FramecastCameras configured = cameras.getIfAvailable(); // not where the app has its own
    FramecastProperties.Security security = properties.security();
    return new AuthorityAccess(
        id -> configured == null ? Set.of() : configured.tags(id),
        security.allowAnonymous(),
        security.authorities(),
        security.users(),
        hierarchy.getIfUnique(NullRoleHierarchy::new));
  }
}
