package dev.framecast.examples.scenes;

import java.awt.Color;

/** What passes in the {@link Harbour}. */
final class Boats {
  private Boats() {}

  static void sailing(Drawing d, double seconds, double width) {
    double x = Motion.share(seconds * 22 + 620, width + 300) * (width + 300) - 150;
    double bob = 2 * Motion.wave(seconds, 3.3, 0);
    d.turned(
        x,
        418 + bob,
        0.05 + 0.03 * Motion.wave(seconds, 4.1, 0),
        () -> {
          reflection(d, 60, 0xF6E7D6);
          d.polygon(0x4A2F3F, -52, -14, 58, -14, 40, 6, -36, 6);
          d.rect(0xE9DCCB, -50, -16, 106, 4);
          d.line(0x3A2A35, 3, 2, -14, 2, -128);
          d.polygon(0xFFF4E2, 6, -126, 58, -24, 6, -20);
          d.polygon(0xF2C9A0, -2, -118, -2, -22, -46, -24);
          d.line(0xC8443A, 4, 3, -128, 18 + 3 * Motion.wave(seconds, 0.6, 0), -124);
        });
  }

  static void tug(Drawing d, double seconds, double width) {
    double x = width + 200 - Motion.share(seconds * 62, width + 400) * (width + 400);
    double bob = 3 * Motion.wave(seconds, 2.1, 0);
    d.at(
        x,
        498 + bob,
        1,
        1,
        () -> {
          for (int i = 0; i < 4; i++) {
            double out = 70 + i * 40 + 12 * Motion.share(seconds * 2, 1);
            d.roundRect(Drawing.seeThrough(0xFFFFFF, 0.34 - i * 0.07), out, 2 + i * 2, 52, 4, 2);
          }
          reflection(d, 70, 0x8FB0C0);
          smoke(d, seconds);
          d.polygon(0x1F5F6B, -92, -30, 84, -22, 76, 8, -70, 8);
          d.rect(0xC8443A, -74, 1, 152, 7);
          d.polygon(0xF6EEE0, -40, -28, -34, -66, 30, -66, 34, -25);
          d.rect(0xF6EEE0, -24, -92, 40, 28);
          d.rect(0x2A2838, -28, -96, 48, 6);
          d.rect(new Color(0xFFE2A0), -20, -88, 14, 14);
          d.rect(new Color(0xFFE2A0), -1, -88, 13, 14);
          for (int i = 0; i < 3; i++) {
            d.circle(0x2B3A55, -24 + i * 22, -48, 6);
          }
          d.rect(0xD9A441, 36, -78, 18, 52);
          d.rect(0x2A2838, 36, -78, 18, 8);
          d.line(0x2A2838, 3, -8, -96, -8, -124);
          d.circle(0x58E08A, -8, -124, 3);
          for (int i = 0; i < 5; i++) {
            d.circle(0x24222F, -72 + i * 34, -14, 6);
          }
        });
  }

  private static void smoke(Drawing d, double seconds) {
    for (int i = 0; i < 5; i++) {
      double age = Motion.share(seconds + i * 0.6, 3);
      double size = 7 + 20 * age;
      d.ellipse(
          Drawing.seeThrough(0xE9DDE4, 0.32 * (1 - age)),
          46 + 110 * age,
          -84 - 52 * age,
          size,
          size);
    }
  }

  private static void reflection(Drawing d, double reach, int rgb) {
    d.ellipse(Drawing.seeThrough(0x1B2148, 0.4), 0, 8, reach * 1.25, 7);
    d.ellipse(Drawing.seeThrough(rgb, 0.16), 0, 20, reach * 0.8, 11);
  }
}
