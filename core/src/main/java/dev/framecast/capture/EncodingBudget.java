package dev.framecast.capture;

/**
 * For how many renditions there is time in one picture. The camera's own size goes first. Another
 * rendition that is done before the next picture is due costs nobody anything; one that takes
 * longer costs pictures of all renditions, and may cost one picture in fifteen. What is left out of
 * one picture is first in the next. Confined to one capture thread.
 *
 * <p>Why: all renditions are encoded in turn on the capture thread, and one client can ask for many
 * sizes. With this the camera's own stream keeps nine tenths of its rate whatever is asked for
 * beside it.
 */
final class EncodingBudget {
  /** Pictures that may be lost for each that comes. */
  private static final double ALLOWANCE = 1.0 / 15;

  /** The part of the time between two pictures that may be used up. */
  private static final double SHARE = 0.75;

  /** So many intervals are looked at before they are believed. */
  private static final int KNOWN_AFTER = 8;

  private static final double NEW = 1.0 / 8;

  /** By how much the usual interval may grow with each picture: cameras change their rate. */
  private static final double SLOWER = 1.0 / 128;

  private long began;
  private int seen;
  private double smooth;

  /** The time between pictures when nothing holds them up: the least that was seen of late. */
  private double usual;

  private double credit;
  private int made;

  /** A picture has arrived. */
  void begin(long now) {
    if (seen > 0) {
      double step = now - began;
      smooth = smooth == 0 ? step : smooth + (step - smooth) * NEW;
      if (seen >= KNOWN_AFTER) {
        usual = usual == 0 ? smooth : Math.min(smooth, usual + usual * SLOWER);
      }
    }
    began = now;
    seen++;
    made = 0;
    credit = Math.min(1, credit + ALLOWANCE);
  }

  /**
   * Whether there is time for one more rendition of this picture.
   *
   * @param cost nanoseconds that it took lately
   */
  boolean isTime(double cost, long now) {
    if (made == 0) {
      return true; // or nobody would see anything of it
    }
    if (usual == 0) {
      return made < 2;
    }
    double used = (now - began + cost) / usual;
    if (used <= SHARE) {
      return true;
    }
    if (credit <= 0) {
      return false;
    }
    credit -= used <= 1 ? 0.5 : Math.ceil(used) - 1; // the pictures that this may cost
    return true;
  }

  /** A rendition was made, or tried. */
  void made() {
    made++;
  }
}
