package dev.framecast.spring;

import dev.framecast.nats.NatsLink;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Cameras of other machines, and this app's for them, where framecast-relay-nats is there. */
@AutoConfiguration(before = FramecastAutoConfiguration.class)
@ConditionalOnClass(NatsLink.class)
@ConditionalOnProperty(FramecastProperties.PREFIX + ".nats.servers")
@EnableConfigurationProperties(FramecastProperties.class)
public final class FramecastNatsAutoConfiguration {

  /** Called by Spring. */
  public FramecastNatsAutoConfiguration() {}

  /** By the properties, unless the app has one of its own, such as one with settings of jnats. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  NatsLink framecastNatsLink(FramecastProperties properties) {
    return NatsRelay.open(properties.nats());
  }

  @Bean(destroyMethod = "close")
  NatsRelay framecastNatsRelay(NatsLink link, FramecastProperties properties) {
    return new NatsRelay(link, properties.nats());
  }
}
