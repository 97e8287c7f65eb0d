package dev.framecast.spring;

import dev.framecast.Cameras;
import dev.framecast.source.FrameSource;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
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
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofDays(1);

    @Bean
    FramecastCameras framecastCameras(
        FramecastProperties properties,
        ConfigurableListableBeanFactory beans,
        ObjectProvider<CamerasCustomizer> customizers,
        ObjectProvider<Relay> relays,
        ConfigurableEnvironment environment) {
      CameraConfiguration configuration = new CameraConfiguration(environment);
      configuration.check(properties);
      Relay relay = relays.getIfAvailable(() -> Relay.NONE);
      FramecastCameras made =
          new FramecastCameras(
              properties.cameras(),
              // Not those that stand behind a scope's proxy, or are a part of another source.
              SimpleAutowireCandidateResolver.resolveAutowireCandidates(beans, FrameSource.class),
              configuration,
              relay);
      try {
        customizers.orderedStream().forEach(each -> each.customize(made.cameras()));
        relay.begin(made.cameras());
      } catch (RuntimeException | Error e) {
        made.close();
        throw e;
      }
      return made;
    }

    /** Not "cameras", which an app may well have a bean of its own for. */
    @Bean(destroyMethod = "close")
    Cameras framecastRegistry(FramecastCameras made) {
      return made.cameras();
    }

    /** Of Spring Cloud; not run where there is none. */
    @Bean
    EnvironmentChanges framecastEnvironmentChanges(ObjectProvider<FramecastCameras> cameras) {
      return new EnvironmentChanges(cameras);
    }

    @Bean
    @Lazy(false) // nobody asks for it
    @ConditionalOnProperty(FramecastProperties.PREFIX + ".reload-interval")
    ConfigurationPoll framecastConfigurationPoll(
        FramecastCameras cameras, FramecastProperties properties) {
      Duration interval = properties.reloadInterval();
      ConfigurationPoll poll = new ConfigurationPoll(cameras, properties.cameras());
      if (interval == null || interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
        throw new InvalidPropertyException(
            FramecastProperties.PREFIX + ".reload-interval",
            interval + ": must be 100 ms or more, such as 2s, and a day at most");
      }
      poll.start(interval);
      return poll;
    }
  }

  /** Tells in the log of what is not used where the app has its own. */
  @Configuration(proxyBeanMethods = false)
  static final class Unused {
    Unused(
        FramecastProperties properties,
        ListableBeanFactory beans,
        ObjectProvider<Relay> relays,
        ObjectProvider<Cameras> cameras) {
      Relay relay = relays.getIfAvailable();
      if (relay == null && properties.nats().servers() != null) {
        throw new InvalidPropertyException(
            FramecastProperties.PREFIX + ".nats.servers",
            "needs dev.framecast:framecast-relay-nats beside the starter");
      }
      boolean own =
          BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
                      beans, FramecastCameras.class, true, false)
                  .length
              == 0;
      if (own && relay != null) {
        cameras.ifUnique(relay::begin);
      }
      if (own && !properties.cameras().isEmpty()) {
        tell("framecast.cameras is not used: the app has a Cameras bean of its own");
      } else if (!own) {
        FramecastProperties.Security security = properties.security();
        tellOfTags(properties, "authorities", security.authorities().keySet());
        tellOfTags(properties, "users", security.users().keySet());
      }
    }

    /** They may be misspelt; or files may bring a camera later. */
    private static void tellOfTags(
        FramecastProperties properties, String what, Set<String> tagsOfRules) {
      for (String tag : tagsOfRules) {
        if (properties.cameras().values().stream().noneMatch(each -> each.tags().contains(tag))) {
          tell("framecast.security." + what + "[" + tag + "]: no camera has that tag");
        }
      }
    }

    private static void tell(String what) {
      System.getLogger(FramecastCameras.class.getName()).log(Level.WARNING, what);
    }
  }
}
