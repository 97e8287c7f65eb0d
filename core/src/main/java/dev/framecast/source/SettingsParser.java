package dev.framecast.source;

import dev.framecast.internal.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code name=value&name=value}. */
final class SettingsParser {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");

  private SettingsParser() {}

  /**
   * The settings behind the {@code #} of an address.
   *
   * @throws IllegalArgumentException when these are none; the message repeats nothing of them, as
   *     they may be the rest of a password with a {@code #} in it
   */
  static Settings parse(String text) {
    if (text.indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "the address has an @ behind its first #, where settings begin: a # of a password or name"
              + " is %23, and an @ of a setting is %40");
    }
    List<Settings.Entry> entries = new ArrayList<>();
    for (String part : text.split("&", -1)) {
      int number = entries.size() + 1;
      int equals = part.indexOf('=');
      if (equals < 0 || !NAME.matcher(part.substring(0, equals)).matches()) {
        throw new IllegalArgumentException(
            "setting number "
                + number
                + ": must be NAME=VALUE; settings are behind the first #, with & between them, and"
                + " a # that is part of a name or password is %23");
      }
      try {
        String value = Percent.decode(part.substring(equals + 1));
        entries.add(new Settings.Entry(part.substring(0, equals), value));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("setting number " + number + ": has " + e.getMessage());
      }
    }
    return new Settings(entries);
  }
}
