package dev.framecast.spring;

import dev.framecast.Cameras;
import dev.framecast.source.FrameSource;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/** The {@link Cameras} of an app, by its configuration, unless it has some of its own. */
@AutoConfiguration
@EnableConfigurationProperties(FramecastProperties.class)
@Import({FramecastAutoConfiguration.Configured.class, FramecastAutoConfiguration.Unused.class})
public final class FramecastAutoConfiguration {

  /** Called by Spring. */
  public FramecastAutoConfiguration() {}

  /** The app has none. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingBean(Cameras.class)
  static final class Configured {

    @Bean
    FramecastCameras framecastCameras(
        FramecastProperties properties,
        ListableBeanFactory beans,
        ObjectProvider<CamerasCustomizer> customizers,
        ConfigurableEnvironment environment) {
      FramecastCameras made =
          new FramecastCameras(
              properties.cameras(),
              beans.getBeansOfType(FrameSource.class),
              new CameraConfiguration(environment));
      try {
        customizers.orderedStream().forEach(each -> each.customize(made.cameras()));
      } catch (RuntimeException | Error e) {
        made.close();
        throw e;
      }
      return made;
    }

    @Bean(destroyMethod = "close")
    Cameras cameras(FramecastCameras made) {
      return made.cameras();
    }

    /** Of Spring Cloud; not run where there is none. */
    @Bean
    EnvironmentChanges framecastEnvironmentChanges(ObjectProvider<FramecastCameras> cameras) {
      return new EnvironmentChanges(cameras);
    }

    @Bean
    @ConditionalOnProperty(FramecastProperties.PREFIX + ".reload-interval")
    ConfigurationPoll framecastConfigurationPoll(
        FramecastCameras cameras, FramecastProperties properties) {
      Duration interval = properties.reloadInterval();
      if (interval == null || interval.toMillis() < 100) {
        throw new InvalidPropertyException(
            FramecastProperties.PREFIX + ".reload-interval",
            interval + ": must be 100 ms or more, such as 2s");
      }
      ConfigurationPoll poll = new ConfigurationPoll(cameras, properties.cameras());
      poll.start(interval);
      return poll;
    }
  }

  /** Tells in the log of what is not used where the app has its own. */
  @Configuration(proxyBeanMethods = false)
  static final class Unused {
    Unused(FramecastProperties properties, ListableBeanFactory beans) {
      boolean own = beans.getBeanNamesForType(FramecastCameras.class, true, false).length == 0;
      if (own && !properties.cameras().isEmpty()) {
        System.getLogger(FramecastCameras.class.getName())
            .log(
                Level.WARNING,
                "framecast.cameras is not used: the app has a Cameras bean of its own");
      }
    }
  }
}
