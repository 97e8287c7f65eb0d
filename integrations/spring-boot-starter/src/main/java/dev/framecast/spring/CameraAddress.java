package dev.framecast.spring;

import dev.framecast.source.FrameSource;
import dev.framecast.source.FrameSources;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/**
 * A camera's address with all that its properties say put in: what they are understood by is the
 * address's own grammar, so each source knows the same settings as everywhere.
 */
final class CameraAddress {
  private static final Pattern AUTHORITY = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)([^/?#]*)");

  /** How core tells of a setting that a source does not know, by its number. */
  private static final Pattern UNKNOWN =
      Pattern.compile("setting number (\\d+): (must be one of .*|there are none here)");

  /** And of one that it does not understand. */
  private static final Pattern INVALID = Pattern.compile("setting \"([^\"]*)\": (.*)");

  private final String property;
  private final String text;

  /** How many settings the address has of its own. */
  private final int own;

  private final Map<String, String> settings;

  /** Those that are not properties of their own. */
  private final Set<String> ofAnyScheme;

  private CameraAddress(String property, String uri, CameraProperties camera) {
    this.property = property;
    settings = settings(camera);
    ofAnyScheme = camera.settings().keySet();
    int hash = uri.indexOf('#');
    own = hash < 0 ? 0 : uri.substring(hash + 1).split("&", -1).length;
    StringBuilder whole = new StringBuilder(uri);
    settings.forEach(
        (name, value) ->
            whole
                .append(whole.indexOf("#") < 0 ? '#' : '&')
                .append(name)
                .append('=')
                .append(encoded(value)));
    text = whole.toString();
  }

  /**
   * The address of that camera.
   *
   * @param property where it is said, such as framecast.cameras.door
   * @throws InvalidPropertyException when there is none, or its login is given twice
   */
  static CameraAddress of(String property, CameraProperties camera) {
    String uri = camera.uri() == null ? "" : camera.uri().strip();
    if (uri.isEmpty()) {
      throw new InvalidPropertyException(
          property + ".uri",
          (camera.uri() == null ? "is missing" : "is empty")
              + ": must be an address such as rtsp://192.168.0.10/stream1, unless a FrameSource bean"
              + " has the camera's id for its name");
    }
    refusePlaceholders(property + ".uri", uri);
    refusePlaceholders(property + ".username", camera.username());
    refusePlaceholders(property + ".password", camera.password());
    return new CameraAddress(property, withLogin(property, uri, camera), camera);
  }

  /** Boot leaves those as they are that it cannot resolve. */
  private static void refusePlaceholders(String property, @Nullable String value) {
    if (value != null && value.matches(".*\\$\\{.*}.*")) {
      throw new InvalidPropertyException(
          property, "has a placeholder ${...} in it that nothing in the configuration resolves");
    }
  }

  /** A source that is a bean has no address, and no settings of one. */
  static void refuseAll(String property, CameraProperties camera) {
    List<String> given = new ArrayList<>();
    if (camera.uri() != null) {
      given.add("uri");
    }
    if (camera.username() != null) {
      given.add("username");
    }
    if (camera.password() != null) {
      given.add("password");
    }
    settings(camera).keySet().forEach(name -> given.add(dashed(name)));
    if (!given.isEmpty()) {
      throw new InvalidPropertyException(
          property + "." + given.get(0),
          "must be left out: a FrameSource bean has the camera's id for its name");
    }
  }

  String text() {
    return text;
  }

  /**
   * The source of that address, not connected.
   *
   * @throws InvalidPropertyException when there is none
   */
  FrameSource source() {
    try {
      return FrameSources.of(text);
    } catch (IllegalArgumentException e) {
      throw told(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) { // a provider that fails
      throw new InvalidPropertyException(property + ".uri", String.valueOf(e.getMessage()));
    }
  }

  /** In terms of properties, where the message is about a setting that is one. */
  private InvalidPropertyException told(String message) {
    Matcher unknown = UNKNOWN.matcher(message);
    List<String> names = List.copyOf(settings.keySet());
    if (unknown.matches()) {
      int number = Integer.parseInt(unknown.group(1)) - own;
      if (number >= 1 && number <= names.size()) {
        return new InvalidPropertyException(
            propertyOf(names.get(number - 1)),
            "is no setting of such an address; " + unknown.group(2));
      }
    }
    Matcher invalid = INVALID.matcher(message);
    if (invalid.matches() && settings.containsKey(invalid.group(1))) {
      String name = invalid.group(1);
      return new InvalidPropertyException(
          propertyOf(name), BindProblems.shown(settings.get(name)) + ": " + invalid.group(2));
    }
    return new InvalidPropertyException(property + ".uri", message);
  }

  private String propertyOf(String setting) {
    return property
        + "."
        + (ofAnyScheme.contains(setting) ? "settings." + setting : dashed(setting));
  }

  private static String dashed(String setting) {
    return setting.contains(".") ? setting : DataObjectPropertyName.toDashedForm(setting);
  }

  private static String withLogin(String property, String uri, CameraProperties camera) {
    String user = camera.username() == null ? "" : camera.username();
    String password = camera.password();
    if (user.isEmpty() && (password == null || password.isEmpty())) {
      return uri; // also where placeholders are empty
    }
    if (user.isEmpty()) {
      throw new InvalidPropertyException(
          property + ".username", "is missing: must be given with a password");
    }
    Matcher authority = AUTHORITY.matcher(uri);
    if (!authority.lookingAt()) {
      throw new InvalidPropertyException(
          property + ".username", "must be left out: only addresses with SCHEME://HOST have one");
    }
    if (authority.group(2).indexOf('@') >= 0) {
      throw new InvalidPropertyException(
          property + ".username", "must be left out where the uri has a user");
    }
    String login = percent(user) + (password == null ? "" : ":" + percent(password));
    return authority.group(1) + login + "@" + uri.substring(authority.end(1));
  }

  private static Map<String, String> settings(CameraProperties camera) {
    Map<String, String> all = new LinkedHashMap<>();
    put(all, "transport", camera.transport());
    put(all, "clock", camera.clock());
    put(all, "timeout", millis(camera.timeout()));
    put(all, "keyFrameWait", millis(camera.keyFrameWait()));
    put(all, "deinterlace", camera.deinterlace());
    put(all, "hwaccel", camera.hwaccel());
    put(all, "fps", camera.fps() == null ? null : camera.fps().toPlainString());
    put(all, "size", camera.size());
    put(all, "format", camera.format());
    put(all, "loop", camera.loop());
    put(all, "fingerprint", camera.fingerprint());
    put(all, "insecure", camera.insecure());
    put(all, "subStream", camera.subStream());
    put(all, "label", camera.label());
    put(all, "hue", camera.hue());
    put(all, "deterministic", camera.deterministic());
    camera.option().forEach((name, value) -> put(all, "option." + name, value));
    camera.property().forEach((name, value) -> put(all, "property." + name, value));
    camera.settings().forEach((name, value) -> put(all, name, value));
    return all;
  }

  private static void put(Map<String, String> all, String name, @Nullable Object value) {
    if (value != null) {
      all.put(name, value.toString());
    }
  }

  private static @Nullable String millis(@Nullable Duration time) {
    return time == null ? null : time.toMillis() + "ms";
  }

  /** As a setting's value: what would end it is encoded. */
  private static String encoded(String value) {
    return value.replace("%", "%25").replace("&", "%26").replace("@", "%40").replace("#", "%23");
  }

  private static String percent(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
