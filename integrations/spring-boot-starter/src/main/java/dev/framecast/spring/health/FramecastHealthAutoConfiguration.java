package dev.framecast.spring.health;

import dev.framecast.Cameras;
import dev.framecast.spring.FramecastAutoConfiguration;
import dev.framecast.spring.FramecastProperties;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Tells Actuator which cameras are down. Its types moved from Spring Boot 3 to 4, so there is a
 * class for each of them, of which one is loaded.
 */
@AutoConfiguration(after = FramecastAutoConfiguration.class)
@ConditionalOnBean(Cameras.class)
@Import({
  FramecastHealthAutoConfiguration.Boot3.class,
  FramecastHealthAutoConfiguration.Boot4.class
})
public final class FramecastHealthAutoConfiguration {

  /** Called by Spring. */
  public FramecastHealthAutoConfiguration() {}

  private static CameraOutages outages(Cameras cameras, FramecastProperties properties) {
    return new CameraOutages(cameras, properties.health().downWhen(), InstantSource.system());
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(org.springframework.boot.actuate.health.HealthIndicator.class)
  @org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator(
      "framecast")
  static class Boot3 {

    @Bean
    CameraOutages framecastOutages(Cameras cameras, FramecastProperties properties) {
      return outages(cameras, properties);
    }

    @Bean
    @ConditionalOnMissingBean(name = "framecastHealthIndicator")
    Boot3Health framecastHealthIndicator(CameraOutages outages) {
      return new Boot3Health(outages);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(org.springframework.boot.health.contributor.HealthIndicator.class)
  @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator(
      "framecast")
  static class Boot4 {

    @Bean
    CameraOutages framecastOutages(Cameras cameras, FramecastProperties properties) {
      return outages(cameras, properties);
    }

    @Bean
    @ConditionalOnMissingBean(name = "framecastHealthIndicator")
    Boot4Health framecastHealthIndicator(CameraOutages outages) {
      return new Boot4Health(outages);
    }
  }
}
