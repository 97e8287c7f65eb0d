package dev.framecast.examples.scenes;

/**
 * A dog or a cat, from the side. In units of which one is about 100 long, from the ground below.
 *
 * @param coat colour
 * @param dog or else a cat
 */
record Animal(int coat, boolean dog) {
  private static final double STRIDE = 90;

  /**
   * Draws it on its legs.
   *
   * @param way how far it has come, to have the legs follow
   * @param tail from -1 to 1
   */
  void walk(Drawing d, double x, double y, double scale, double way, boolean right, double tail) {
    double swing = 2 * Math.PI * way / scale / STRIDE;
    int far = Drawing.mix(coat, 0x000000, 0.28);
    d.at(
        x,
        y,
        right ? scale : -scale,
        scale,
        () -> {
          d.shadow(0, 0, 50, 5);
          tail(d, -38, -46, tail);
          leg(d, far, -30, swing + 2.2);
          leg(d, far, 26, swing + Math.PI + 2.2);
          double bob = Math.sin(2 * swing);
          d.roundRect(coat, -42, -56 + bob, 82, dog ? 30 : 26, 14);
          d.line(Drawing.mix(coat, 0xFFFFFF, 0.45), 6, -18, -30 + bob, 18, -30 + bob);
          leg(d, coat, -32, swing);
          leg(d, coat, 30, swing + Math.PI);
          head(d, 48, (dog ? -66 : -60) + bob, false);
        });
  }

  /** Draws it as it sits. */
  void sit(Drawing d, double x, double y, double scale, boolean right, double tail, boolean blink) {
    d.at(
        x,
        y,
        right ? scale : -scale,
        scale,
        () -> {
          d.shadow(0, 0, 40, 5);
          d.line(coat, 9, -22, -6, -40, -6, -52, -8 - 6 * tail, -58, -16 - 12 * tail);
          d.ellipse(coat, -8, -22, 25, 23);
          d.polygon(coat, -26, -30, 2, -62, 20, -56, 16, -4, -10, -4);
          d.line(Drawing.mix(coat, 0x000000, 0.12), 9, 12, -40, 14, -5);
          d.line(coat, 9, 4, -38, 5, -5);
          d.ellipse(Drawing.mix(coat, 0xFFFFFF, 0.5), 14, -44, 6, 11);
          head(d, 12, -70, blink);
        });
  }

  private void tail(Drawing d, double x, double y, double tail) {
    if (dog) {
      d.line(coat, 9, x, y, x - 14, y - 14, x - 20 + 5 * tail, y - 30);
    } else {
      d.line(coat, 8, x, y, x - 16, y - 4, x - 24, y - 22, x - 20 + 6 * tail, y - 42);
    }
  }

  private static void leg(Drawing d, int color, double x, double swing) {
    double foot = 15 * Math.sin(swing);
    double lift = Math.max(0, Math.cos(swing)) * 6;
    d.line(color, 9, x, -38, x + foot * 0.4 + 2, -20, x + foot, -5 - lift);
  }

  private void head(Drawing d, double x, double y, boolean blink) {
    int dark = Drawing.mix(coat, 0x000000, 0.35);
    d.line(coat, 18, x - 18, y + 20, x - 2, y + 4);
    if (dog) {
      d.ellipse(coat, x, y, 17, 15);
      d.roundRect(coat, x + 4, y - 4, 26, 15, 7);
      d.circle(0x241F1F, x + 28, y + 1, 4);
      d.turned(x - 8, y - 8, 0.25, () -> d.ellipse(dark, 0, 9, 7, 14));
      d.circle(0x241F1F, x + 6, y - 4, 2.4);
      d.line(0xC0392B, 5, x - 20, y + 10, x - 8, y + 20);
    } else {
      d.polygon(coat, x - 13, y - 4, x - 13, y - 26, x, y - 12);
      d.polygon(coat, x + 1, y - 12, x + 13, y - 25, x + 15, y - 3);
      d.polygon(0xE8A0A0, x + 5, y - 12, x + 11, y - 19, x + 12, y - 9);
      d.ellipse(coat, x + 1, y, 17, 15);
      d.ellipse(Drawing.mix(coat, 0xFFFFFF, 0.6), x + 9, y + 6, 9, 6);
      d.circle(0xD98080, x + 13, y + 2, 2);
      if (blink) {
        d.line(0x241F1F, 1.8, x + 3, y - 3, x + 9, y - 3);
      } else {
        d.ellipse(0x8FBF4D, x + 6, y - 3, 3.4, 4);
        d.ellipse(0x241F1F, x + 6.6, y - 3, 1.3, 3.4);
      }
      d.line(0xF4F1EA, 0.8, x + 14, y + 6, x + 28, y + 3);
      d.line(0xF4F1EA, 0.8, x + 14, y + 8, x + 28, y + 10);
    }
  }
}
