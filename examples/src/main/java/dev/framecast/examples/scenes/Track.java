package dev.framecast.examples.scenes;

/** Where something is on its way, at each moment: before the first at its beginning. */
final class Track {
  private static final int NUMBERS = 6;

  /** Seconds to come to a halt, and to be as fast again. */
  private static final double BRAKING = 1.8;

  /** For each part: time, position and speed at its beginning, and the same at its end. */
  private final double[] parts;

  private Track(double... parts) {
    this.parts = parts;
  }

  /** By pairs of a time and a position, at an even speed from each to the next. */
  static Track straight(double... points) {
    double[] parts = new double[(points.length / 2 - 1) * NUMBERS];
    for (int part = 0; part < parts.length / NUMBERS; part++) {
      double t0 = points[2 * part];
      double x0 = points[2 * part + 1];
      double t1 = points[2 * part + 2];
      double x1 = points[2 * part + 3];
      double speed = (x1 - x0) / (t1 - t0);
      System.arraycopy(
          new double[] {t0, x0, speed, t1, x1, speed}, 0, parts, part * NUMBERS, NUMBERS);
    }
    return new Track(parts);
  }

  /** At that speed without a stop. */
  static Track passing(double start, double from, double speed, double to) {
    return straight(start, from, start + (to - from) / speed, to);
  }

  /** At that speed, but for a stop that ends at a time. */
  static Track stopping(
      double start, double from, double speed, double stopAt, double until, double to) {
    double way = speed * BRAKING / 2;
    double brake = start + (stopAt - way - from) / speed;
    double gone = until + BRAKING;
    double end = gone + (to - stopAt - way) / speed;
    return new Track(
        start,
        from,
        speed,
        brake,
        stopAt - way,
        speed,
        brake,
        stopAt - way,
        speed,
        brake + BRAKING,
        stopAt,
        0,
        brake + BRAKING,
        stopAt,
        0,
        until,
        stopAt,
        0,
        until,
        stopAt,
        0,
        gone,
        stopAt + way,
        speed,
        gone,
        stopAt + way,
        speed,
        end,
        to,
        speed);
  }

  /** Whether it is on its way then. */
  boolean covers(double time) {
    return time >= parts[0] && time <= parts[parts.length - 3];
  }

  double at(double time) {
    int part = 0;
    while (part + NUMBERS < parts.length && time > parts[part + 3]) {
      part += NUMBERS;
    }
    double t0 = parts[part];
    double t1 = parts[part + 3];
    double span = t1 - t0;
    double s = Math.min(Math.max((time - t0) / span, 0), 1);
    // Hermite's cubic: even speed and even braking are special cases of it.
    double s2 = s * s;
    double s3 = s2 * s;
    return (2 * s3 - 3 * s2 + 1) * parts[part + 1]
        + (s3 - 2 * s2 + s) * span * parts[part + 2]
        + (3 * s2 - 2 * s3) * parts[part + 4]
        + (s3 - s2) * span * parts[part + 5];
  }
}
