package dev.framecast.examples.scenes;

/**
 * What is to be seen at each moment: the same at the same time, whoever asks. In units of which
 * {@link #WIDTH} by {@link #HEIGHT} are a picture, from its upper left corner. Has no state, so any
 * thread may call it.
 */
interface Scene {
  int WIDTH = 1280;
  int HEIGHT = 720;

  /**
   * How dark it is, from 0 by day to 1. The background is drawn anew whenever this changes, which
   * takes about as long as ten pictures: so in steps.
   */
  default double darkness(double seconds) {
    return 0;
  }

  /** What does not move. */
  void drawBackground(Drawing d);

  /** What moves, over the background. */
  void drawMoving(Drawing d, double seconds);
}
