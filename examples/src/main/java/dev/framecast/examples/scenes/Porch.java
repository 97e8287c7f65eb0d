package dev.framecast.examples.scenes;

import java.awt.Color;

/** What is around the {@link Door}. */
final class Porch {
  private static final int SIDING = 0xDCE3E0;
  private static final int TRIM = 0xF4F1E8;

  private Porch() {}

  static void draw(Drawing d) {
    d.rect(d.down(SIDING, 60, Drawing.mix(SIDING, 0x6B7A80, 0.18), 600), 0, 0, Scene.WIDTH, 610);
    for (int y = 70; y < 600; y += 34) {
      d.line(Drawing.mix(SIDING, 0x54646B, 0.28), 2, -10, y, Scene.WIDTH + 10, y);
      d.line(Drawing.mix(SIDING, 0xFFFFFF, 0.5), 1.5, -10, y + 2.5, Scene.WIDTH + 10, y + 2.5);
    }
    d.rect(
        Drawing.down(Drawing.seeThrough(0x2B3A42, 0.34), 40, Drawing.seeThrough(0x2B3A42, 0), 190),
        0,
        40,
        Scene.WIDTH,
        150);
    d.rect(0x7A4E3A, 0, 0, Scene.WIDTH, 34);
    for (int x = 0; x < Scene.WIDTH; x += 64) {
      d.line(0x6A422F, 2, x, 0, x + 10, 34);
    }
    d.rect(TRIM, 0, 34, Scene.WIDTH, 18);
    window(d, 150, 190);
    window(d, 940, 190);
    floor(d);
    post(d, 66);
    post(d, 1196);
    lantern(d, 470);
    pot(d, 488, 0xB5653F);
    pot(d, 1120, 0x51707A);
    d.polygon(0x6B5B4B, 552, 636, 764, 636, 786, 676, 530, 676);
    d.polygon(0x8A7660, 562, 640, 754, 640, 770, 671, 546, 671);
  }

  private static void floor(Drawing d) {
    d.rect(0x5F4632, 0, 598, Scene.WIDTH, 12);
    d.rect(d.down(0xA77F5B, 610, 0x8A6445, 720), 0, 610, Scene.WIDTH, 110);
    for (int i = -9; i <= 9; i++) {
      d.line(0x76543A, 2, 655 + i * 74, 610, 655 + i * 112, 720);
    }
    d.rect(
        Drawing.down(Drawing.seeThrough(0x201510, 0.35), 610, Drawing.seeThrough(0x201510, 0), 642),
        0,
        610,
        Scene.WIDTH,
        32);
  }

  private static void window(Drawing d, double x, double y) {
    d.rect(0x58707A, x - 42, y - 4, 30, 268);
    d.rect(0x58707A, x + 202, y - 4, 30, 268);
    for (double slat = y + 6; slat < y + 258; slat += 14) {
      d.line(0x6C858F, 4, x - 36, slat, x - 18, slat);
      d.line(0x6C858F, 4, x + 208, slat, x + 226, slat);
    }
    d.rect(TRIM, x - 12, y - 12, 214, 284);
    d.rect(d.down(0x7FA3B5, y, 0xBBD0D6, y + 260), x, y, 190, 260);
    d.polygon(
        Drawing.seeThrough(0xFFFFFF, 0.22),
        x + 20,
        y,
        x + 100,
        y,
        x + 10,
        y + 150,
        x,
        y + 150,
        x,
        y + 34);
    d.polygon(0xF1E8D8, x, y, x + 56, y, x + 34, y + 120, x + 12, y + 200, x, y + 210);
    d.polygon(
        0xF1E8D8, x + 190, y, x + 134, y, x + 156, y + 120, x + 178, y + 200, x + 190, y + 210);
    d.rect(TRIM, x + 91, y, 8, 260);
    d.rect(TRIM, x, y + 126, 190, 8);
    d.rect(0x7A4E3A, x - 20, y + 272, 230, 44);
    d.rect(0x6A422F, x - 20, y + 306, 230, 10);
  }

  private static void post(Drawing d, double x) {
    d.rect(
        Drawing.across(d.color(0xFBF9F2), x - 18, d.color(0xD2CCBE), x + 22), x - 18, 52, 36, 600);
    d.rect(TRIM, x - 26, 52, 52, 22);
    d.rect(TRIM, x - 26, 624, 52, 34);
    d.rect(0xCFC9BA, x - 26, 650, 52, 8);
  }

  private static void lantern(Drawing d, double x) {
    d.glow(0xFFE2A0, 0.5, x, 236, 120);
    d.line(0x2C3036, 5, x, 184, x, 208);
    d.polygon(0x2C3036, x - 24, 214, x, 196, x + 24, 214);
    d.polygon(new Color(0xFFEBB8), x - 18, 216, x + 18, 216, x + 12, 262, x - 12, 262);
    d.line(0x2C3036, 3, x - 18, 216, x - 12, 262);
    d.line(0x2C3036, 3, x + 18, 216, x + 12, 262);
    d.rect(0x2C3036, x - 15, 260, 30, 7);
  }

  private static void pot(Drawing d, double x, int color) {
    d.shadow(x, 640, 56, 8);
    d.polygon(color, x - 44, 556, x + 44, 556, x + 32, 640, x - 32, 640);
    d.rect(Drawing.mix(color, 0xFFFFFF, 0.15), x - 50, 548, 100, 18);
    d.rect(Drawing.mix(color, 0x000000, 0.2), x - 44, 566, 88, 5);
  }

  /** What the wind plays with. */
  static void drawMoving(Drawing d, double seconds) {
    bush(d, 488, seconds, 0x4F7A4A);
    bush(d, 1120, seconds + 1.3, 0x5D8252);
    flowers(d, 130, seconds);
    flowers(d, 920, seconds + 2);
    chime(d, 880, seconds);
  }

  private static void bush(Drawing d, double x, double seconds, int green) {
    for (int i = 0; i < 9; i++) {
      double lean = (i - 4) * 0.24 + 0.05 * Motion.wave(seconds, 2.6, i * 0.13);
      int color = Drawing.mix(green, i % 2 == 0 ? 0xB7D08A : 0x1F3A2A, 0.22);
      double length = 150 - Math.abs(i - 4) * 14;
      d.turned(
          x,
          552,
          lean,
          () ->
              d.polygon(
                  color,
                  0,
                  0,
                  -13,
                  -length * 0.4,
                  -8,
                  -length * 0.75,
                  0,
                  -length,
                  9,
                  -length * 0.7,
                  13,
                  -length * 0.35));
    }
  }

  private static void flowers(Drawing d, double x, double seconds) {
    for (int i = 0; i < 9; i++) {
      double sway = 4 * Motion.wave(seconds, 2.2, i * 0.21);
      double left = x + 14 + i * 25;
      double height = 24 + Motion.pick(i, 0, 10, 18);
      d.line(0x4F7A4A, 4, left, 464, left + sway, 464 - height);
      d.ellipse(0x5F8F55, left + 7, 456, 10, 6);
      d.circle(
          Motion.pick(i + (long) x, 0xE2574C, 0xF2B33D, 0xD877A6, 0xF4F1E8),
          left + sway,
          464 - height,
          9);
      d.circle(0xF7D774, left + sway, 464 - height, 3.4);
    }
  }

  private static void chime(Drawing d, double x, double seconds) {
    d.line(0x55483C, 2, x, 52, x, 84);
    d.roundRect(0x7A4E3A, x - 24, 84, 48, 8, 4);
    for (int i = 0; i < 4; i++) {
      double swing =
          0.10 * Motion.wave(seconds, 1.9, i * 0.17) + 0.05 * Motion.wave(seconds, 5.3, 0);
      double at = x - 18 + i * 12;
      int length = 62 + Motion.pick(i, 0, 14, 26);
      d.turned(
          at,
          90,
          swing,
          () -> {
            d.line(0x8C949B, 1, 0, 0, 0, 16);
            d.line(0xC9D2D8, 6, 0, 18, 0, length);
          });
    }
  }
}
