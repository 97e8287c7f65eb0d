package dev.framecast.jpeg;

/**
 * How a picture is turned and mirrored: the eight ways in which its sides can lie, as Exif counts
 * them. Each is a mirroring about the diagonal, or none, and then mirrorings of the sides.
 */
public enum Turn {
  /** As it is. */
  NONE(false, false, false),
  /** Left and right change places. */
  FLIPPED(false, true, false),
  /** By 180 degrees. */
  HALF(false, true, true),
  /** Above and below change places. */
  UPSIDE_DOWN(false, false, true),
  /** Mirrored about the diagonal from the upper left to the lower right. */
  TRANSPOSED(true, false, false),
  /** By 90 degrees, clockwise. */
  RIGHT(true, true, false),
  /** Mirrored about the diagonal from the upper right to the lower left. */
  TRANSVERSED(true, true, true),
  /** By 270 degrees clockwise, which is 90 the other way. */
  LEFT(true, false, true);

  private static final Turn[] ALL = values();

  private final boolean transposes;
  private final boolean mirrorsAcross;
  private final boolean mirrorsDown;

  Turn(boolean transposes, boolean mirrorsAcross, boolean mirrorsDown) {
    this.transposes = transposes;
    this.mirrorsAcross = mirrorsAcross;
    this.mirrorsDown = mirrorsDown;
  }

  /**
   * {@return what brings a picture upright that Exif says lies so; none for what Exif does not
   * know}
   *
   * @param orientation 1 to 8
   */
  public static Turn ofExif(int orientation) {
    return orientation >= 1 && orientation <= ALL.length ? ALL[orientation - 1] : NONE;
  }

  /** {@return whether width and height change places, before the sides are mirrored} */
  public boolean transposes() {
    return transposes;
  }

  /** {@return whether left and right then change places} */
  public boolean mirrorsAcross() {
    return mirrorsAcross;
  }

  /** {@return whether above and below then change places} */
  public boolean mirrorsDown() {
    return mirrorsDown;
  }

  /**
   * {@return this turn and another one after it, as one}
   *
   * @param next of the picture that this one leaves
   */
  public Turn then(Turn next) {
    boolean across = next.transposes ? mirrorsDown : mirrorsAcross;
    boolean down = next.transposes ? mirrorsAcross : mirrorsDown;
    for (Turn turn : ALL) {
      if (turn.transposes == (transposes ^ next.transposes)
          && turn.mirrorsAcross == (across ^ next.mirrorsAcross)
          && turn.mirrorsDown == (down ^ next.mirrorsDown)) {
        return turn;
      }
    }
    throw new AssertionError(this + " then " + next);
  }
}
