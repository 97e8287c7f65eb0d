package dev.framecast.source.common;

import java.util.Locale;

/** What is said of a picture that has more pixels than a camera may show. */
public final class Pixels {
  private Pixels() {}

  public static String tooMany(int width, int height, long most) {
    return String.format(
        Locale.ROOT,
        "a picture of %dx%d pixels: more than the %d that are allowed",
        width,
        height,
        most);
  }
}
