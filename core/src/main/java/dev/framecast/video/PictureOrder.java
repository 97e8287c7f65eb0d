package dev.framecast.video;

/** The order of showing: H.264, 8.2.1.1; H.265, 8.3.1. Counted from the latest key frame. */
final class PictureOrder {
  /** The number of the picture that the next one's upper bits are told by. */
  private int anchor;

  private int highest;

  void begin(int low) {
    anchor = low;
    highest = low;
  }

  /**
   * Takes the next picture.
   *
   * @param low the lower bits of its number, and how many there are
   * @param isAnchor whether the next number is told by this one
   * @return whether one that came before it is shown after it
   */
  boolean isShownEarlier(int low, int bits, boolean isAnchor) {
    int range = 1 << bits;
    int order = (anchor & -range) + low;
    if (order - anchor >= range / 2) {
      order -= range;
    } else if (anchor - order > range / 2) {
      order += range;
    }
    if (isAnchor) {
      anchor = order;
    }
    boolean earlier = order - highest < 0;
    highest = earlier ? highest : order;
    return earlier;
  }
}
