package dev.framecast.examples.wall;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Java properties with what {@link Properties} forgets: their order, their lines, and keys that
 * come twice.
 */
final class PropertyLines {
  private PropertyLines() {}

  /**
   * One property.
   *
   * @param line where it begins, from 1
   */
  record Property(int line, String key, String value) {}

  /**
   * All properties of a text, in its order.
   *
   * @throws IllegalArgumentException when it has a bad escape; the message names the line
   */
  static List<Property> parse(String text) {
    List<Property> properties = new ArrayList<>();
    String[] lines = text.split("\r\n|\r|\n", -1);
    for (int i = 0; i < lines.length; i++) {
      int first = i;
      StringBuilder whole = new StringBuilder(lines[i]);
      while (goesOn(lines[i]) && !isComment(lines[first]) && i + 1 < lines.length) {
        whole.append('\n').append(lines[++i]);
      }
      load(whole.toString(), first + 1)
          .forEach(
              (key, value) ->
                  properties.add(
                      new Property(first + 1, key.toString(), value.toString().strip())));
    }
    return properties;
  }

  /** None for a comment or an empty line; otherwise one. */
  private static Properties load(String text, int line) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "line " + line + ": a \\u must be followed by four hexadecimal digits", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  private static boolean isComment(String line) {
    String text = line.stripLeading();
    return text.startsWith("#") || text.startsWith("!");
  }

  /** Whether it ends in an odd number of backslashes. */
  private static boolean goesOn(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    return (line.length() - end) % 2 == 1;
  }
}
