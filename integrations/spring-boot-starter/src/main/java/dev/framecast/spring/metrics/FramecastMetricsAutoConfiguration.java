package dev.framecast.spring.metrics;

import dev.framecast.Cameras;
import dev.framecast.micrometer.FramecastMetrics;
import dev.framecast.spring.FramecastAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Has Actuator's registries tell the cameras' figures, where framecast-micrometer is there. */
@AutoConfiguration(after = FramecastAutoConfiguration.class)
@ConditionalOnClass({FramecastMetrics.class, MeterRegistry.class})
@ConditionalOnBean(Cameras.class)
public final class FramecastMetricsAutoConfiguration {

  /** Called by Spring. */
  public FramecastMetricsAutoConfiguration() {}

  /** Spring Boot binds it to each registry, and closes it before the cameras. */
  @Bean
  @ConditionalOnMissingBean
  FramecastMetrics framecastMetrics(Cameras cameras) {
    return new FramecastMetrics(cameras);
  }
}
