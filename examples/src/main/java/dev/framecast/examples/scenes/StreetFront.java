package dev.framecast.examples.scenes;

import java.awt.Color;

/** The sky and the houses along the far side of the {@link Street}. */
final class StreetFront {
  private static final int WINDOW_LIGHT = 0xFFD98A;

  private StreetFront() {}

  static void draw(Drawing d) {
    double dusk = d.darkness();
    int high = Drawing.mix(0x86BCE4, 0x38407A, dusk);
    int low = Drawing.mix(0xE8F2F3, 0xFFAF7A, dusk);
    d.rect(Drawing.down(new Color(high), 0, new Color(low), 330), 0, 0, Scene.WIDTH, 430);
    cloud(d, 190, 60, 1.1);
    cloud(d, 860, 40, 0.9);
    cloud(d, 1140, 92, 0.7);
    skyline(d);
    house(d, 0, 238, 150, 0xC9795A, 0x8F4F3A, 0);
    house(d, 238, 196, 92, 0xE6D3AE, 0xB59A6C, 1);
    house(d, 434, 262, 166, 0x7F9BA6, 0x566E78, 2);
    house(d, 696, 190, 120, 0xD9A05B, 0xA06F35, 3);
    house(d, 886, 214, 176, 0xB7C2A2, 0x7F8B69, 4);
    house(d, 1100, 184, 104, 0xC98F86, 0x8E5A52, 5);
    lamp(d, 330);
    lamp(d, 1010);
    tree(d, 150);
    tree(d, 1196);
  }

  private static void cloud(Drawing d, double x, double y, double scale) {
    Color white = Drawing.seeThrough(Drawing.mix(0xFFFFFF, 0xF2A7A0, d.darkness()), 0.75);
    d.roundRect(white, x - 80 * scale, y, 160 * scale, 26 * scale, 13 * scale);
    d.roundRect(white, x - 45 * scale, y - 20 * scale, 80 * scale, 40 * scale, 20 * scale);
  }

  private static void skyline(Drawing d) {
    for (int i = 0; i < 16; i++) {
      double height = Motion.pick(i, 60, 96, 130, 76, 150);
      d.rect(0xAFC3D2, i * 84 - 20, 300 - height, 66, 160 + height);
    }
  }

  private static void house(
      Drawing d, double x, double width, double top, int wall, int trim, int number) {
    d.rect(d.down(wall, top, Drawing.mix(wall, 0x000000, 0.1), 430), x, top, width, 430 - top);
    d.rect(trim, x - 4, top - 10, width + 8, 14);
    d.rect(Drawing.mix(trim, 0x000000, 0.2), x, top + 4, width, 4);
    d.rect(Drawing.mix(trim, 0x000000, 0.15), x + width * 0.7, top - 40, 22, 32);
    int columns = (int) (width / 54);
    double gap = width / columns;
    for (double y = top + 26; y < 300; y += 66) {
      for (int column = 0; column < columns; column++) {
        boolean lit = Motion.pick(number * 97L + column * 13L + (long) y, 1, 0, 1, 0, 0) == 1;
        window(d, x + gap * (column + 0.5) - 15, y, trim, lit);
      }
    }
    shop(d, x, width, number);
  }

  private static void window(Drawing d, double x, double y, int trim, boolean lit) {
    d.rect(Drawing.mix(trim, 0xFFFFFF, 0.55), x - 4, y - 4, 38, 50);
    Color glass =
        lit && d.darkness() > 0
            ? new Color(Drawing.mix(0x9DB9C9, WINDOW_LIGHT, d.darkness()))
            : d.color(0x8FAFC2);
    d.rect(glass, x, y, 30, 42);
    d.polygon(Drawing.seeThrough(0xFFFFFF, 0.16), x, y, x + 18, y, x, y + 26);
    d.rect(Drawing.mix(trim, 0xFFFFFF, 0.55), x + 13.5, y, 3, 42);
    d.rect(Drawing.mix(trim, 0xFFFFFF, 0.4), x - 7, y + 44, 44, 5);
  }

  private static void shop(Drawing d, double x, double width, int number) {
    int front = Motion.pick(number, 0x3E4E50, 0x5B4636, 0x4A3B52, 0x34514A, 0x56403E);
    d.rect(front, x + 8, 330, width - 16, 100);
    Color inside = new Color(Drawing.mix(0xBFD4DC, 0xFFE2A3, d.darkness()));
    d.rect(inside, x + 20, 350, width - 98, 62);
    for (double good = x + 30; good < x + width - 96; good += 24) {
      int color = Motion.pick((long) good, 0xB5533C, 0x5E7F5A, 0xD4A74A, 0x6C6F9C);
      d.roundRect(color, good, 384 - Motion.pick((long) good + 7, 0, 8, 14), 16, 28, 4);
      d.rect(front, x + 20, 398, width - 98, 14);
    }
    d.rect(Drawing.mix(front, 0x000000, 0.3), x + width - 66, 346, 42, 84);
    d.rect(inside, x + width - 60, 352, 30, 44);
    int awning = Motion.pick(number + 3, 0xC44536, 0x2F7F86, 0xD9A12B, 0x5E8F6B, 0x8E5BA6);
    double stripe = (width - 16) / 10;
    for (int i = 0; i < 10; i++) {
      double left = x + 8 + i * stripe;
      int color = i % 2 == 0 ? awning : 0xF2EEE4;
      d.polygon(
          color,
          left,
          320,
          left + stripe,
          320,
          left + stripe,
          348,
          left + stripe / 2,
          354,
          left,
          348);
    }
    if (d.darkness() > 0) {
      d.ellipse(
          Drawing.seeThrough(0xFFD98A, 0.2 * d.darkness()), x + width / 2, 438, width * 0.45, 16);
    }
  }

  private static void lamp(Drawing d, double x) {
    d.rect(0x3B4046, x - 3, 222, 6, 216);
    d.rect(0x3B4046, x - 7, 424, 14, 14);
    d.line(0x3B4046, 5, x, 226, x + 16, 208, x + 40, 208);
    d.roundRect(0x2C3036, x + 28, 205, 34, 8, 4);
    if (d.darkness() > 0.15) {
      d.rect(new Color(0xFFF0C0), x + 32, 213, 26, 4);
      d.glow(0xFFE2A0, 0.75 * d.darkness(), x + 45, 216, 130);
      d.ellipse(Drawing.seeThrough(0xFFE2A0, 0.16 * d.darkness()), x + 45, 456, 120, 20);
    }
  }

  private static void tree(Drawing d, double x) {
    d.polygon(0x6A4E3A, x - 8, 440, x - 5, 330, x + 5, 330, x + 8, 440);
    d.ellipse(0x4F7A4A, x, 296, 62, 58);
    d.ellipse(0x5F8F55, x - 22, 280, 40, 38);
    d.ellipse(0x6E9E5F, x + 16, 268, 38, 34);
    d.ellipse(0x4F7A4A, x + 36, 306, 34, 30);
  }
}
