package dev.framecast.spring;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Names of properties that Boot binds to something else than who wrote them meant, or passes over,
 * without a word: front_door to frontdoor, and what stands below an address alone to nothing.
 */
final class PropertyNames {
  /** Up to names that are the app's own, and these as far as they are not in brackets. */
  private static final List<Pattern> OWN_NAMES =
      List.of(
          ownNames("framecast\\.cameras"),
          ownNames("framecast\\.cameras(?:\\.[^.\\[]+|\\[[^]]*])\\.(?:option|settings)"),
          ownNames("framecast\\.security\\.(?:authorities|users)"));

  private static final Pattern KEPT = Pattern.compile("[A-Za-z0-9-]+");

  private PropertyNames() {}

  private static Pattern ownNames(String below) {
    return Pattern.compile("(?is)(" + below + ")\\.([^.\\[]*).*");
  }

  /**
   * Looks at all of them.
   *
   * @param bound what was made of them
   * @throws InvalidPropertyException for the first one that is not what it seems
   */
  static void check(ConfigurableEnvironment environment, FramecastProperties bound) {
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> named
          && !(source instanceof SystemEnvironmentPropertySource)) {
        for (String name : named.getPropertyNames()) {
          checkBrackets(name);
        }
      }
    }
    Map<String, CameraProperties> cameras = bound.cameras();
    checkCapitals(cameras);
    Iterable<ConfigurationPropertySource> sources =
        ConfigurationPropertySources.from(environment.getPropertySources());
    cameras.keySet().forEach(id -> checkAddressAlone(id, sources));
  }

  private static void checkBrackets(String name) {
    for (Pattern pattern : OWN_NAMES) {
      Matcher own = pattern.matcher(name);
      if (own.matches() && !KEPT.matcher(own.group(2)).matches()) {
        throw new InvalidPropertyException(
            own.group(1) + "." + own.group(2),
            "must stand in brackets: " + own.group(1) + "[" + own.group(2) + "]");
      }
    }
  }

  /** One as it is written in a file, and once more in small letters, as variables come. */
  private static void checkCapitals(Map<String, CameraProperties> cameras) {
    Map<String, String> seen = new HashMap<>();
    cameras.forEach(
        (id, camera) -> {
          String other = seen.put(lower(id), id);
          if (other != null && camera.equals(cameras.get(other))) {
            String capitals = id.equals(lower(id)) ? other : id;
            throw new InvalidPropertyException(
                CameraEntry.property(capitals),
                "is the same as "
                    + CameraEntry.property(lower(id))
                    + " but for capital letters, which variables of the environment do not have;"
                    + " write small letters everywhere");
          }
        });
  }

  private static void checkAddressAlone(String id, Iterable<ConfigurationPropertySource> sources) {
    if (!CameraEntry.isId(id)) {
      return; // it is refused for that
    }
    ConfigurationPropertyName name =
        ConfigurationPropertyName.of(
            KEPT.matcher(id).matches()
                ? FramecastProperties.PREFIX + ".cameras." + lower(id)
                : FramecastProperties.PREFIX + ".cameras[" + id + "]");
    for (ConfigurationPropertySource alone : sources) {
      if (alone.getConfigurationProperty(name) != null) {
        for (ConfigurationPropertySource more : sources) {
          if (more.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT) {
            throw new InvalidPropertyException(name.toString(), besideAnAddressAlone(name));
          }
        }
      }
    }
  }

  /** What to do where a camera has both. */
  static String besideAnAddressAlone(ConfigurationPropertyName camera) {
    return "where more is said of a camera its address must be " + camera + ".uri";
  }

  private static String lower(String id) {
    return id.toLowerCase(Locale.ROOT);
  }
}
