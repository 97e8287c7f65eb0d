package dev.framecast.jpeg;

import java.util.Objects;

/**
 * Which part of a picture is seen, in fractions of its sides, so that it is the same part in all
 * sizes that a camera sends. Counted from the upper left corner.
 *
 * @param left what is left out at the left, 0 or more
 * @param top what is left out above, 0 or more
 * @param width of what is seen, more than 0
 * @param height of what is seen, more than 0
 */
public record Crop(double left, double top, double width, double height) {
  /** The whole picture. */
  public static final Crop WHOLE = new Crop(0, 0, 1, 1);

  private static final double ROUNDING = 1e-9;

  private static final String RIGHT =
      "must be LEFT,TOP,WIDTH,HEIGHT in percent of the picture, inside of it, such as 25,0,50,100";

  /**
   * Pixels of a picture of one size.
   *
   * @param x how many are left out at the left
   * @param y how many are left out above
   * @param width how many are seen
   * @param height the same
   */
  public record Part(int x, int y, int width, int height) {}

  /**
   * Checks the bounds.
   *
   * @param left 0 or more
   * @param top 0 or more
   * @param width more than 0
   * @param height more than 0
   * @throws IllegalArgumentException when it is not inside of the picture
   */
  public Crop {
    boolean inside = left >= 0 && top >= 0 && width > 0 && height > 0;
    if (!inside || left + width > 1 + ROUNDING || top + height > 1 + ROUNDING) {
      throw new IllegalArgumentException("crop: " + RIGHT);
    }
  }

  /**
   * {@return the part that is written so: left, top, width and height in percent, such as {@code
   * 25,0,50,100}}
   *
   * @param text not null
   * @throws IllegalArgumentException when that is not understood, or not inside of the picture
   */
  public static Crop of(String text) {
    if (!Objects.requireNonNull(text, "text")
        .matches("[0-9]{1,3}(\\.[0-9]{1,6})?(,[0-9]{1,3}(\\.[0-9]{1,6})?){3}")) {
      throw new IllegalArgumentException("crop: " + RIGHT);
    }
    String[] numbers = text.split(",", -1);
    double[] parts = new double[numbers.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Double.parseDouble(numbers[i]) / 100;
    }
    return new Crop(parts[0], parts[1], parts[2], parts[3]);
  }

  /** {@return whether all of the picture is seen} */
  public boolean isWhole() {
    return width > 1 - ROUNDING && height > 1 - ROUNDING;
  }

  /**
   * {@return the same part of the picture before it was turned}
   *
   * @param turn which way it was turned
   */
  public Crop before(Turn turn) {
    if (turn == Turn.NONE || isWhole()) {
      return this;
    }
    double x = turn.mirrorsAcross() ? Math.max(0, 1 - left - width) : left;
    double y = turn.mirrorsDown() ? Math.max(0, 1 - top - height) : top;
    return turn.transposes() ? new Crop(y, x, height, width) : new Crop(x, y, width, height);
  }

  /**
   * {@return the part of a picture of that size} Begins with an even pixel, since most pictures
   * have one colour for two.
   *
   * @param across pixels
   * @param down pixels
   */
  public Part in(int across, int down) {
    int x = begin(left, across);
    int y = begin(top, down);
    return new Part(x, y, length(x, left + width, across), length(y, top + height, down));
  }

  private static int begin(double fraction, int pixels) {
    return Math.min((int) (fraction * pixels + ROUNDING) & ~1, Math.max(0, pixels - 1));
  }

  private static int length(int from, double to, int pixels) {
    return (int) Math.max(1, Math.min(pixels, Math.round(to * pixels)) - from);
  }
}
