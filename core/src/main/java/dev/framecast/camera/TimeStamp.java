package dev.framecast.camera;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Objects;

/**
 * The text that is written into pictures, with the time when each was taken: see {@link
 * CameraOptions#timeStamp()}. Immutable.
 */
public final class TimeStamp {
  /** Nothing is written. */
  public static final TimeStamp NONE = new TimeStamp("", new DateTimeFormatterBuilder());

  private static final int LONGEST = 80;

  private static final String KNOWN = "must be one of %aAbBdDeFGhHIjmMpRsSTuVyYzZ%";

  /** Of its own, as a builder fails at a number directly behind one that is padded. */
  private static final DateTimeFormatter PADDED_DAY =
      new DateTimeFormatterBuilder()
          .padNext(2)
          .appendValue(ChronoField.DAY_OF_MONTH)
          .toFormatter(Locale.ENGLISH);

  private final String pattern;
  private final DateTimeFormatter formatter;

  private TimeStamp(String pattern, DateTimeFormatterBuilder text) {
    this.pattern = pattern;
    this.formatter = text.toFormatter(Locale.ENGLISH);
  }

  /**
   * {@return what is written by a pattern of strftime (POSIX), in English} Known are {@code %a %A
   * %b %B %d %D %e %F %G %h %H %I %j %m %M %p %R %s %S %T %u %V %y %Y %z %Z %%}; other letters are
   * written as they are. An empty pattern is {@link #NONE}.
   *
   * @param pattern such as {@code Door %F %T}: at most 80 characters of ASCII
   * @throws IllegalArgumentException when it has others, or more of them
   */
  public static TimeStamp of(String pattern) {
    Objects.requireNonNull(pattern, "pattern");
    if (pattern.length() > LONGEST) {
      throw wrong("must have at most " + LONGEST + " characters");
    }
    DateTimeFormatterBuilder text = new DateTimeFormatterBuilder();
    boolean conversion = false;
    for (int i = 0; i < pattern.length(); i++) {
      char next = pattern.charAt(i);
      if (next < ' ' || next > '~') {
        throw wrong("must be of ASCII, of which there are letters to write");
      }
      if (conversion) {
        conversion = false;
        if (!append(text, next)) {
          throw wrong("a letter behind % " + KNOWN);
        }
      } else if (next == '%') {
        conversion = true;
      } else {
        text.appendLiteral(next);
      }
    }
    if (conversion) {
      throw wrong("a letter behind % " + KNOWN);
    }
    return pattern.isEmpty() ? NONE : new TimeStamp(pattern, text);
  }

  private static IllegalArgumentException wrong(String right) {
    return new IllegalArgumentException("timestamp: " + right);
  }

  private static boolean append(DateTimeFormatterBuilder text, char conversion) {
    switch (conversion) {
      case 'e' -> text.append(PADDED_DAY);
      case 's' -> text.appendValue(ChronoField.INSTANT_SECONDS);
      case 'u' -> text.appendValue(ChronoField.DAY_OF_WEEK);
      case 'G' -> text.appendValue(IsoFields.WEEK_BASED_YEAR, 4);
      case 'V' -> text.appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2);
      case '%' -> text.appendLiteral('%');
      default -> {
        String javas = javas(conversion);
        if (javas.isEmpty()) {
          return false;
        }
        text.appendPattern(javas);
      }
    }
    return true;
  }

  private static String javas(char conversion) {
    return switch (conversion) {
      case 'a' -> "EEE";
      case 'A' -> "EEEE";
      case 'b', 'h' -> "MMM";
      case 'B' -> "MMMM";
      case 'd' -> "dd";
      case 'D' -> "MM/dd/uu";
      case 'F' -> "uuuu-MM-dd";
      case 'H' -> "HH";
      case 'I' -> "hh";
      case 'j' -> "DDD";
      case 'm' -> "MM";
      case 'M' -> "mm";
      case 'p' -> "a";
      case 'R' -> "HH:mm";
      case 'S' -> "ss";
      case 'T' -> "HH:mm:ss";
      case 'y' -> "uu";
      case 'Y' -> "uuuu";
      case 'z' -> "xx";
      case 'Z' -> "zzz";
      default -> "";
    };
  }

  /** {@return the pattern that it was made of; empty for {@link #NONE}} */
  public String pattern() {
    return pattern;
  }

  /** {@return whether nothing is written} */
  public boolean isNone() {
    return pattern.isEmpty();
  }

  /**
   * {@return the text for a time}
   *
   * @param time in the zone that is to be told
   */
  public String text(ZonedDateTime time) {
    return formatter.format(time);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeStamp stamp && stamp.pattern.equals(pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  @Override
  public String toString() {
    return pattern;
  }
}
