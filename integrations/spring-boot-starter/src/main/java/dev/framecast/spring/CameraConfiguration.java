package dev.framecast.spring;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What the configuration says of cameras now, which may be more than at the start. */
final class CameraConfiguration {
  private static final String DEFAULTS = "defaultProperties";

  private final ConfigurableEnvironment environment;

  CameraConfiguration(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /**
   * What the app's environment says, which something else may have brought up to date.
   *
   * @throws InvalidPropertyException when a property cannot be bound
   */
  FramecastProperties environment() {
    return bind(environment);
  }

  /**
   * What the environment would say if the app were started now: its files ({@code
   * application.properties}, and what {@code spring.config.import} names) are read again. The
   * environment itself stays as it is.
   *
   * @throws InvalidPropertyException when a property cannot be bound
   * @throws IllegalStateException when the files cannot be read
   */
  FramecastProperties files() {
    StandardEnvironment fresh = new StandardEnvironment();
    MutablePropertySources sources = fresh.getPropertySources();
    List.copyOf(sources.stream().toList()).forEach(each -> sources.remove(each.getName()));
    List<PropertySource<?>> behind = new ArrayList<>();
    boolean seen = false;
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (isOfFile(source) && !isBoots(source)) {
        throw new IllegalStateException(
            "the configuration's files cannot be read again: something reads them through "
                + source.getClass().getName()
                + ", as it is done for encrypted values, and would be left out");
      }
      boolean isView = ConfigurationPropertySources.isAttachedConfigurationPropertySource(source);
      if (isOfFile(source)) {
        seen = true;
      } else if (seen && !source.getName().equals(DEFAULTS)) {
        behind.add(source); // such as @PropertySource, which ranks below files
      } else if (!isView) { // of all others
        sources.addLast(source);
      }
    }
    fresh.setActiveProfiles(environment.getActiveProfiles());
    try {
      ConfigDataEnvironmentPostProcessor.applyTo(fresh);
    } catch (RuntimeException e) {
      // Without the cause: what cannot be parsed is quoted there.
      throw new IllegalStateException(
          "the configuration's files cannot be read: " + e.getClass().getName());
    }
    for (PropertySource<?> source : behind) {
      if (sources.contains(DEFAULTS)) {
        sources.addBefore(DEFAULTS, source);
      } else {
        sources.addLast(source);
      }
    }
    return bind(fresh);
  }

  /** By the names that Boot gives to what it reads. */
  private static boolean isOfFile(PropertySource<?> source) {
    return source.getName().startsWith("Config resource '")
        || source.getName().startsWith("Config tree '");
  }

  /** And not wrapped by anybody, in a class of theirs or in one that is made at run time. */
  private static boolean isBoots(PropertySource<?> source) {
    String type = source.getClass().getName();
    return type.startsWith("org.springframework.boot.") && !type.contains("$$");
  }

  /**
   * Looks at what binding passes over without a word.
   *
   * @throws InvalidPropertyException when a name is taken for another, or not looked at
   */
  void check(FramecastProperties bound) {
    PropertyNames.check(environment, bound);
  }

  private static FramecastProperties bind(ConfigurableEnvironment environment) {
    Binder binder =
        new Binder(
            ConfigurationPropertySources.from(environment.getPropertySources()),
            new PropertySourcesPlaceholdersResolver(environment));
    BindHandler strict =
        new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter());
    try {
      FramecastProperties bound =
          binder.bindOrCreate(
              FramecastProperties.PREFIX, Bindable.of(FramecastProperties.class), strict);
      PropertyNames.check(environment, bound);
      return bound;
    } catch (BindException e) {
      throw InvalidPropertyException.saying(BindProblems.describe(e), e.getName().toString());
    }
  }
}
