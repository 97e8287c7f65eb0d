package dev.framecast.camera;

import dev.framecast.jpeg.Turn;
import java.util.Locale;

/** How a camera's pictures are mirrored: see {@link CameraOptions#flip()}. */
public enum Flip {
  /** Not at all. */
  NONE(Turn.NONE),
  /** Left and right change places, as in a mirror. */
  HORIZONTAL(Turn.FLIPPED),
  /** Above and below change places. */
  VERTICAL(Turn.UPSIDE_DOWN);

  private final Turn turn;

  Flip(Turn turn) {
    this.turn = turn;
  }

  /**
   * {@return the flip that is written so: {@code none}, {@code horizontal} or {@code vertical}}
   *
   * @param text not null
   * @throws IllegalArgumentException when it is none of these; the message does not repeat it, as
   *     it may be the rest of a secret
   */
  public static Flip of(String text) {
    for (Flip flip : values()) {
      if (flip.toString().equals(text)) {
        return flip;
      }
    }
    throw new IllegalArgumentException("flip: must be none, horizontal or vertical");
  }

  /** {@return the same as a turn} */
  Turn turn() {
    return turn;
  }

  /** {@return what {@link #of} takes for it} */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
