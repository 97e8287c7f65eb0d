package dev.framecast.camera;

import dev.framecast.jpeg.Turn;

/** By how much a camera's pictures are rotated, clockwise: see {@link CameraOptions#rotation()}. */
public enum Rotation {
  /** As they come. */
  NONE("0", Turn.NONE),
  /** By 90 degrees, as of a camera that lies on its right side, seen from behind. */
  RIGHT("90", Turn.RIGHT),
  /** By 180 degrees, as of a camera that hangs from the ceiling. */
  HALF("180", Turn.HALF),
  /** By 270 degrees, as of a camera that lies on its left side, seen from behind. */
  LEFT("270", Turn.LEFT),
  /**
   * As each JPEG of the camera says by the orientation in its Exif segment, or video that is
   * decoded by its file's display matrix or its display orientation (SEI), which may mirror it as
   * well; pictures that say nothing, and video that is handed on, as they come.
   */
  AUTO("auto", Turn.NONE);

  private final String text;
  private final Turn turn;

  Rotation(String text, Turn turn) {
    this.text = text;
    this.turn = turn;
  }

  /**
   * {@return the rotation that is written so: {@code 0}, {@code 90}, {@code 180}, {@code 270} or
   * {@code auto}}
   *
   * @param text not null
   * @throws IllegalArgumentException when it is none of these; the message repeats it only if it is
   *     a number, as anything else may be the rest of a secret
   */
  public static Rotation of(String text) {
    for (Rotation rotation : values()) {
      if (rotation.text.equals(text)) {
        return rotation;
      }
    }
    throw new IllegalArgumentException(
        (text.matches("-?[0-9]{1,9}") ? "rotate " + text : "rotate")
            + ": must be 0, 90, 180 or 270 (degrees, clockwise), or auto");
  }

  /** {@return the turn that is known without a picture} */
  Turn turn() {
    return turn;
  }

  /** {@return what {@link #of} takes for it} */
  @Override
  public String toString() {
    return text;
  }
}
