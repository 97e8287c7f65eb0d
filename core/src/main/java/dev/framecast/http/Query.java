package dev.framecast.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request. Names that mean nothing here are passed over: pages put a time into image
 * addresses so that browsers do not use an old answer.
 */
final class Query {
  private static final int MAX_WIDTH = 65_535;
  private static final double MAX_FPS = 1_000;
  private static final double MAX_AGE_SECONDS = 86_400;

  /** A query that cannot be understood. Never leaves this package. */
  static final class BadQueryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String line;

    BadQueryException(String line) {
      super(line);
      this.line = line;
    }

    /** What was wrong, and what would be right. */
    String line() {
      return line;
    }
  }

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
      case "ids", "width", "quality", "fps", "maxAge", "form", "after" -> true;
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

  /** The ids that are asked for, or null for all. */
  @Nullable List<String> ids() throws BadQueryException {
    String text = values.get("ids");
    if (text == null || text.isEmpty()) {
      return null;
    }
    List<String> ids = List.of(text.split(",", -1));
    Set<String> seen = new HashSet<>();
    for (String id : ids) {
      if (id.isEmpty()) {
        throw new BadQueryException(
            "ids " + show(text) + ": must be camera ids with commas between them");
      }
      if (!seen.add(id)) {
        throw new BadQueryException("ids " + show(text) + ": " + show(id) + " is in it twice");
      }
    }
    return ids;
  }

  /**
   * What is asked of one of so many cameras: a value is for all of them, or a list has one each.
   */
  Query of(int index, int count) throws BadQueryException {
    Map<String, String> own = new HashMap<>();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String[] list = entry.getValue().split(",", -1);
      if (entry.getKey().equals("ids") || list.length == 1) {
        own.put(entry.getKey(), entry.getValue());
      } else if (list.length == count) {
        own.put(entry.getKey(), list[index]);
      } else {
        throw new BadQueryException(
            entry.getKey()
                + " "
                + show(entry.getValue())
                + ": must be one value, or "
                + count
                + " with commas between them, one for each camera");
      }
    }
    return new Query(own);
  }

  /** Whether video is asked for, and not JPEGs. */
  boolean isOfVideo() throws BadQueryException {
    return switch (values.getOrDefault("form", "")) {
      case "video" -> true;
      case "jpeg", "" -> false;
      default -> throw bad("form", "jpeg or video");
    };
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

  /** The unit of video that is there already, or null if it is not given. */
  HttpAnswer.@Nullable SeenUnit after() throws BadQueryException {
    String text = values.getOrDefault("after", "");
    if (text.isEmpty()) {
      return null;
    }
    if (!text.matches("[1-9][0-9]{0,8}\\.[0-9]{1,18}")) {
      throw bad("after", "EPOCH.SEQUENCE of the last unit of video, such as 2.1504");
    }
    int dot = text.indexOf('.');
    return new HttpAnswer.SeenUnit(
        Integer.parseInt(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
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
