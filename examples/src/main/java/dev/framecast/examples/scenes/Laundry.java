package dev.framecast.examples.scenes;

/** Things on a line, in the wind. */
final class Laundry {
  private static final int[] COLORS = {0xF4F1E8, 0x4F8FC0, 0xE3B23C, 0xD9637A, 0xF4F1E8};

  private Laundry() {}

  static void draw(Drawing d, double x0, double y0, double x1, double y1, double seconds) {
    double sag = 22 + 2 * Motion.wave(seconds, 3.1, 0);
    double[] line = new double[18];
    for (int i = 0; i < 9; i++) {
      line[2 * i] = x0 + (x1 - x0) * i / 8;
      line[2 * i + 1] = lineY(i / 8.0, y0, y1, sag);
    }
    d.line(0x8A8F94, 2, line);
    for (int i = 0; i < COLORS.length; i++) {
      double share = 0.12 + i * 0.175;
      double x = x0 + (x1 - x0) * share;
      sheet(d, x, lineY(share, y0, y1, sag), i, seconds);
    }
  }

  private static double lineY(double share, double y0, double y1, double sag) {
    return y0 + (y1 - y0) * share + 4 * sag * share * (1 - share);
  }

  private static void sheet(Drawing d, double x, double y, int number, double seconds) {
    double width = number % 2 == 0 ? 48 : 40;
    double length = number % 2 == 0 ? 86 : 66;
    double wind = 12 + 9 * Motion.wave(seconds, 2.4, -number * 0.12);
    double flap = 5 * Motion.wave(seconds, 0.9, -number * 0.2);
    int color = COLORS[number];
    d.polygon(
        color,
        x,
        y,
        x + width,
        y,
        x + width + wind * 0.4 - flap * 0.5,
        y + length * 0.5,
        x + width + wind + flap,
        y + length - 3,
        x + width * 0.5 + wind,
        y + length + flap * 0.6,
        x + wind + flap * 0.4,
        y + length - 2,
        x + wind * 0.4 - flap * 0.6,
        y + length * 0.5);
    d.polygon(
        Drawing.mix(color, 0x2B3A42, 0.14),
        x + width * 0.55,
        y,
        x + width * 0.8,
        y,
        x + width * 0.8 + wind * 0.4 - flap * 0.5,
        y + length * 0.5,
        x + width * 0.75 + wind + flap * 0.7,
        y + length,
        x + width * 0.5 + wind * 0.4,
        y + length * 0.5);
    d.rect(0xC69863, x + 5, y - 5, 4, 11);
    d.rect(0xC69863, x + width - 9, y - 5, 4, 11);
  }
}
