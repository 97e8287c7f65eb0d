package dev.framecast.examples.scenes;

/**
 * Somebody, from the side. In units of which a person is 100 tall, from the ground below.
 *
 * @param legs colour of the trousers
 * @param hat colour, or {@link #NO_HAT}
 */
record Person(int skin, int hair, int top, int legs, int hat) {
  static final int NO_HAT = -1;

  private static final int SHOES = 0x2A2A33;

  /** Length of two steps. */
  private static final double STRIDE = 84;

  /** What the arms do. */
  enum Arms {
    SWINGING,
    CARRYING,
    REACHING
  }

  /**
   * Draws the person.
   *
   * @param x of the feet
   * @param y of the feet
   * @param height from head to feet
   * @param way how far the person has walked, to have the legs follow; the same while standing
   * @param right whether the person faces right
   */
  void draw(Drawing d, double x, double y, double height, double way, boolean right, Arms arms) {
    double scale = height / 100;
    double swing = Math.sin(2 * Math.PI * way / scale / STRIDE);
    d.at(x, y, right ? scale : -scale, scale, () -> draw(d, swing, arms));
  }

  private void draw(Drawing d, double swing, Arms arms) {
    d.shadow(0, 0, 20, 4);
    int far = Drawing.mix(legs, 0x000000, 0.25);
    leg(d, far, -swing);
    if (arms == Arms.SWINGING) {
      arm(d, Drawing.mix(top, 0x000000, 0.22), swing);
    }
    leg(d, legs, swing);
    d.line(Drawing.mix(skin, 0x000000, 0.12), 7, 0, -78, 1, -86);
    d.roundRect(top, -10, -82, 20, 40, 9);
    d.rect(legs, -9, -46, 18, 5);
    head(d);
    switch (arms) {
      case SWINGING -> arm(d, top, -swing);
      case CARRYING -> bentArm(d, -2, -58, 18, -60);
      case REACHING -> bentArm(d, 8, -66, 25, -72);
    }
  }

  private static void leg(Drawing d, int color, double swing) {
    double foot = 20 * swing;
    double lift = Math.max(0, 3 * Math.cos(Math.PI * swing) - 2) * (swing < 0 ? 1 : 0);
    double knee = 10 * swing + 3;
    d.line(color, 9, 0, -46, knee, -25, foot, -5 - lift);
    d.line(SHOES, 6.5, foot - 1, -3 - lift, foot + 7, -3 - lift);
  }

  private void arm(Drawing d, int color, double swing) {
    d.line(color, 7.5, 0, -76, 4 * swing - 2, -61, 14 * swing + 2, -50);
    d.circle(skin, 15 * swing + 3, -47, 3.6);
  }

  private void bentArm(Drawing d, double elbowX, double elbowY, double handX, double handY) {
    d.line(Drawing.mix(top, 0x000000, 0.12), 7.5, 0, -76, elbowX, elbowY, handX, handY);
    d.circle(skin, handX + 2, handY, 3.6);
  }

  private void head(Drawing d) {
    d.circle(hair, -1.5, -93.5, 9);
    d.ellipse(skin, 1.2, -91, 8, 8.6);
    d.circle(0x3A2E2A, 5.6, -92, 1);
    d.line(Drawing.mix(skin, 0x8A3B2E, 0.6), 1.1, 3.6, -87.4, 5, -86.5, 7.2, -87.4);
    if (hat == NO_HAT) {
      d.ellipse(hair, -1.5, -97.5, 8.6, 5);
    } else {
      d.roundRect(hat, -10, -103, 18, 9, 5);
      d.line(hat, 2.6, 4, -95.5, 14, -95);
    }
  }
}
