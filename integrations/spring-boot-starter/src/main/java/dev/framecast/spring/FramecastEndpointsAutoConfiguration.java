package dev.framecast.spring;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Keeps passwords of cameras out of what Actuator's endpoints show of an app's configuration. */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class FramecastEndpointsAutoConfiguration {

  /** Called by Spring. */
  public FramecastEndpointsAutoConfiguration() {}

  @Bean
  SanitizingFunction framecastSanitizingFunction() {
    return new CameraSecrets();
  }
}
