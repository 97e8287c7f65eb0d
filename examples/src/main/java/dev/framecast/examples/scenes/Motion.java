package dev.framecast.examples.scenes;

/** Numbers that change with time. */
final class Motion {
  private Motion() {}

  /** To and fro between -1 and 1. */
  static double wave(double seconds, double period, double shift) {
    return Math.sin(2 * Math.PI * (seconds / period + shift));
  }

  /** From 0 to 1 over a period, and over again. */
  static double share(double seconds, double period) {
    double share = seconds / period;
    return share - Math.floor(share);
  }

  /** From 0 to 1 between two moments, gently at both. */
  static double eased(double seconds, double from, double to) {
    double s = Math.min(Math.max((seconds - from) / (to - from), 0), 1);
    return s * s * (3 - 2 * s);
  }

  /** One of these for that number, without an order to be seen. */
  static int pick(long number, int... choices) {
    long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
    return choices[Math.floorMod((int) (mixed >>> 32), choices.length)];
  }
}
