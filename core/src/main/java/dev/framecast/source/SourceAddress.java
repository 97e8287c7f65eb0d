package dev.framecast.source;

import dev.framecast.internal.Percent;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address of a source, taken apart: {@code SCHEME:LOCATION#SETTINGS}.
 *
 * <p>Settings begin at the first {@code #}; one that belongs to the location is written {@code
 * %23}. The location is the source's own affair, with its query if it has one.
 *
 * <p>Its parts may hold passwords. Not safe for use by many threads, as its settings are not.
 */
public final class SourceAddress {
  /** Two characters at least: one and a colon begin a path of Windows. */
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{1,31}):(.*)", Pattern.DOTALL);

  private final String written;
  private final String scheme;
  private final String location;
  private final Settings settings;

  private SourceAddress(String written, String scheme, String location, Settings settings) {
    this.written = written;
    this.scheme = scheme;
    this.location = location;
    this.settings = settings;
  }

  /**
   * Takes an address apart.
   *
   * @param text spaces around it do not count
   * @return its parts
   * @throws IllegalArgumentException when it has no scheme, has control characters in it, or when
   *     what follows its {@code #} are no settings; the message repeats nothing of it
   */
  public static SourceAddress parse(String text) {
    String address = Objects.requireNonNull(text, "text").strip();
    Matcher form = FORM.matcher(address);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "an address must begin with a scheme and a colon, such as rtsp: or file:");
    }
    if (address.chars().anyMatch(SourceAddress::isControl)) {
      throw new IllegalArgumentException("the address has control characters in it");
    }
    int hash = address.indexOf('#');
    String written = hash < 0 ? address : address.substring(0, hash);
    Settings settings =
        hash < 0 ? new Settings(List.of()) : SettingsParser.parse(address.substring(hash + 1));
    return new SourceAddress(
        written, lower(form.group(1)), written.substring(form.end(1) + 1), settings);
  }

  /** In lower case; null where there is none. */
  static @Nullable String schemeOf(String text) {
    Matcher form = FORM.matcher(text.strip());
    return form.matches() ? lower(form.group(1)) : null;
  }

  static boolean isControl(int character) {
    return character < ' ' || character == 127;
  }

  private static String lower(String scheme) {
    return scheme.toLowerCase(Locale.ROOT);
  }

  /** {@return what stands before the first colon, in lower case} */
  public String scheme() {
    return scheme;
  }

  /** {@return the address as it was written, without its settings} */
  public String withoutSettings() {
    return written;
  }

  /** {@return what stands behind the scheme's colon, as it was written, without settings} */
  public String location() {
    return location;
  }

  /**
   * {@return the location of a source whose addresses have no query, such as a name or a file, with
   * {@code %20} and the like decoded}
   *
   * @throws IllegalArgumentException when a question mark, which would be taken for the beginning
   *     of settings, or a percent sign stands for itself in it: these are {@code %3F} and {@code
   *     %25}
   */
  public String decodedLocation() {
    if (location.indexOf('?') >= 0) {
      throw new IllegalArgumentException(
          "a "
              + scheme
              + ": address has a question mark in it: settings follow a #, as in #name=value; a"
              + " question mark of a name is %3F");
    }
    try {
      return Percent.decode(location);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a " + scheme + ": address has " + e.getMessage());
    }
  }

  /** {@return the settings, which stand behind the {@code #}; none where there is no {@code #}} */
  public Settings settings() {
    return settings;
  }

  /** The scheme alone: the rest may hold a password. */
  @Override
  public String toString() {
    return scheme + ":...";
  }
}
