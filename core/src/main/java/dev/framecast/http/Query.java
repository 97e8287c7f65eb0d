package dev.framecast.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request. Names that mean nothing here are passed over: pages put a time into image
 * addresses so that browsers do not use an old answer.
 */
final class Query {
  private static final int MAX_WIDTH = 65_535;
  private static final double MAX_FPS = 1_000;
  private static final double MAX_AGE_SECONDS = 86_400;

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  static Query parse(@Nullable String query) throws BadQueryException {
    Map<String, String> values = new HashMap<>();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        if (isOurs(name)) {
          String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
          String before = values.putIfAbsent(name, value);
          if (before != null) {
            throw new BadQueryException(
                name + " is given twice: " + show(before) + " and " + show(value));
          }
        }
      }
    }
    return new Query(values);
  }

  private static boolean isOurs(String name) {
    return switch (name) {
      case "width", "quality", "fps", "maxAge" -> true;
      default -> false;
    };
  }

  private static String decode(String text) throws BadQueryException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadQueryException(
          "query " + show(text) + ": a % must be followed by two hexadecimal digits");
    }
  }

  private static String show(String text) {
    return "\"" + CameraHttp.printable(text) + "\"";
  }

  /** Pixels, or 0 if it is not given. */
  int width() throws BadQueryException {
    return integer("width", 1, MAX_WIDTH);
  }

  /** 1 to 100, or 0 if it is not given. */
  int quality() throws BadQueryException {
    return integer("quality", 1, 100);
  }

  /** Frames a second, or 0 if it is not given. */
  double fps() throws BadQueryException {
    double fps = number("fps", 0, MAX_FPS);
    if (Double.isNaN(fps)) {
      return 0;
    }
    if (fps == 0) {
      throw bad("fps", "a number above 0, at most 1000");
    }
    return fps;
  }

  /** Seconds. */
  double maxAge(double ifNotGiven) throws BadQueryException {
    double seconds = number("maxAge", 0, MAX_AGE_SECONDS);
    return Double.isNaN(seconds) ? ifNotGiven : seconds;
  }

  private int integer(String name, int least, int most) throws BadQueryException {
    String text = values.get(name);
    // An empty value, as in "?width=&fps=5", is what forms send for a field that was left empty.
    if (text == null || text.isEmpty()) {
      return 0;
    }
    if (text.matches("[0-9]{1,6}")) {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw bad(name, "a whole number from " + least + " to " + most);
  }

  private double number(String name, double least, double most) throws BadQueryException {
    String text = values.get(name);
    if (text == null || text.isEmpty()) {
      return Double.NaN;
    }
    if (text.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
      double value = Double.parseDouble(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw bad(name, "a number from " + (long) least + " to " + (long) most);
  }

  private BadQueryException bad(String name, String right) {
    return new BadQueryException(
        name + " " + show(values.getOrDefault(name, "")) + ": must be " + right);
  }
}
