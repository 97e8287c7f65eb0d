package dev.framecast.examples.scenes;

import java.awt.Color;
import java.awt.geom.Path2D;

/** Cars from the side, in units of which one is 200 long, from the ground below its middle. */
final class Car {
  private static final int GLASS = 0xBFD9E6;
  private static final int LIT = 0xFFF3C4;
  private static final int BRAKE = 0xFF3B30;

  private Car() {}

  /** What there is on the road. */
  enum Kind {
    HATCHBACK,
    VAN,
    BUS;

    /** From the middle to the front, in the car's units. */
    double reach() {
      return this == BUS ? 190 : this == VAN ? 112 : 100;
    }
  }

  /**
   * Draws a car.
   *
   * @param x of its middle
   * @param y of the ground
   * @param way how far it has come, for its wheels
   * @param braking whether its red lights shine bright
   */
  static void draw(
      Drawing d,
      Kind kind,
      int color,
      double x,
      double y,
      double scale,
      double way,
      boolean right,
      boolean braking) {
    d.at(
        x,
        y,
        right ? scale : -scale,
        scale,
        () -> {
          double reach = kind.reach();
          d.ellipse(Drawing.seeThrough(0x101425, 0.32), 0, 1, reach + 6, 8);
          if (d.darkness() > 0.2) {
            beam(d, reach);
          }
          switch (kind) {
            case HATCHBACK -> hatchback(d, color);
            case VAN -> van(d, color);
            case BUS -> bus(d, color);
          }
          double wheel = kind == Kind.HATCHBACK ? 18 : 20;
          double turned = (right ? way : -way) / scale / wheel;
          wheel(d, -reach * 0.62, wheel, turned);
          wheel(d, reach * 0.6, wheel, turned);
          lamps(d, reach, braking);
        });
  }

  private static void hatchback(Drawing d, int color) {
    Path2D body = new Path2D.Double();
    body.moveTo(-98, -20);
    body.curveTo(-102, -48, -96, -54, -84, -56);
    body.curveTo(-66, -82, -56, -86, -34, -87);
    body.lineTo(14, -86);
    body.curveTo(32, -84, 44, -70, 56, -57);
    body.curveTo(84, -53, 98, -48, 100, -34);
    body.lineTo(100, -18);
    body.curveTo(99, -13, 96, -12, 90, -12);
    body.lineTo(-90, -12);
    body.closePath();
    d.fill(d.color(color), body);
    d.polygon(GLASS, -72, -57, -56, -77, -36, -80, -20, -80, -20, -57);
    d.polygon(GLASS, -13, -57, -13, -80, 10, -79, 24, -74, 42, -57);
    d.rect(Drawing.mix(color, 0x000000, 0.3), -96, -22, 194, 7);
    d.line(Drawing.mix(color, 0x000000, 0.25), 1.4, -16.5, -56, -16.5, -24);
    d.line(Drawing.mix(color, 0x000000, 0.35), 2.4, -34, -48, -24, -48);
  }

  private static void van(Drawing d, int color) {
    Path2D body = new Path2D.Double();
    body.moveTo(-112, -14);
    body.lineTo(-112, -112);
    body.curveTo(-112, -120, -108, -122, -100, -122);
    body.lineTo(52, -122);
    body.curveTo(72, -120, 84, -92, 92, -68);
    body.curveTo(106, -64, 112, -58, 112, -44);
    body.lineTo(112, -14);
    body.closePath();
    d.fill(d.color(color), body);
    d.polygon(GLASS, 30, -70, 30, -108, 54, -108, 66, -98, 78, -70);
    d.rect(Drawing.mix(color, 0x000000, 0.28), -112, -24, 224, 9);
    d.line(Drawing.mix(color, 0x000000, 0.22), 1.6, 20, -112, 20, -26);
    d.roundRect(Drawing.mix(color, 0xFFFFFF, 0.55), -92, -96, 96, 40, 6);
    d.circle(Drawing.mix(color, 0x000000, 0.15), -70, -76, 12);
    d.rect(Drawing.mix(color, 0x000000, 0.15), -50, -82, 42, 12);
  }

  private static void bus(Drawing d, int color) {
    d.roundRect(color, -190, -138, 380, 124, 14);
    d.rect(Drawing.mix(color, 0xFFFFFF, 0.75), -190, -56, 380, 8);
    int glass = d.darkness() > 0.4 ? 0xFFE7A8 : GLASS;
    Color window = d.darkness() > 0.4 ? new Color(glass) : d.color(glass);
    for (int i = 0; i < 5; i++) {
      d.roundRect(window, -176 + i * 58, -122, 52, 50, 6);
    }
    d.roundRect(Drawing.mix(GLASS, color, 0.15), 118, -122, 30, 104, 5);
    d.roundRect(GLASS, 156, -122, 34, 62, 7);
    d.rect(Drawing.mix(color, 0x000000, 0.3), -190, -24, 380, 10);
    for (int i = 0; i < 4; i++) {
      int top = Motion.pick(i, 0x5D6D7E, 0x8E5B4A, 0x3F6B5C, 0x7A5C86);
      d.roundRect(top, -160 + i * 58, -90, 22, 18, 7);
      d.circle(0xC99274, -149 + i * 58, -97, 8);
    }
  }

  private static void wheel(Drawing d, double x, double radius, double turned) {
    d.circle(0x1F2126, x, -radius + 1, radius);
    d.circle(0xAEB4BA, x, -radius + 1, radius * 0.58);
    d.turned(
        x,
        -radius + 1,
        turned,
        () -> {
          d.line(0x5C636B, 2.6, -radius * 0.46, 0, radius * 0.46, 0);
          d.line(0x5C636B, 2.6, 0, -radius * 0.46, 0, radius * 0.46);
        });
  }

  private static void lamps(Drawing d, double reach, boolean braking) {
    boolean on = d.darkness() > 0.2;
    Color front = on ? new Color(LIT) : d.color(0xF4F1E4);
    Color back = braking || on ? new Color(BRAKE) : d.color(0xA5352E);
    d.roundRect(front, reach - 13, -46, 12, 9, 4);
    d.roundRect(back, -reach + 1, -47, 8, 13, 3);
    if (braking) {
      d.glow(BRAKE, 0.75, -reach + 3, -41, 26);
    }
  }

  /** The light that falls on the road ahead. */
  private static void beam(Drawing d, double reach) {
    Color near = Drawing.seeThrough(LIT, 0.34 * d.darkness());
    Color far = Drawing.seeThrough(LIT, 0);
    d.polygon(
        Drawing.across(near, reach, far, reach + 190),
        reach - 4,
        -44,
        reach + 190,
        -54,
        reach + 190,
        14,
        reach - 4,
        -34);
  }
}
