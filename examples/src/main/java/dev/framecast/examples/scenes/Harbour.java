package dev.framecast.examples.scenes;

import java.awt.Color;

/**
 * A harbour in the evening: a crane loads a ship and unloads it, boats pass, a lighthouse turns.
 */
final class Harbour implements Scene {
  private static final double HORIZON = 352;
  private static final double QUAY = 612;

  private static final int GLOW = 0xFFD9A0;

  @Override
  public void drawBackground(Drawing d) {
    d.rect(d.down(0x3A3F78, 0, 0xC7657A, 210), 0, 0, WIDTH, 211);
    d.rect(d.down(0xC7657A, 210, 0xFFC27A, HORIZON), 0, 210, WIDTH, HORIZON - 209);
    d.glow(0xFFE2A0, 0.85, 470, 338, 240);
    d.circle(0xFFEFC2, 470, 328, 50);
    for (int i = 0; i < 5; i++) {
      Color streak = Drawing.seeThrough(0xFFB59A, 0.30 - i * 0.03);
      d.roundRect(
          streak, Motion.pick(i, 60, 640, 250, 840, 420) - 40, 96 + i * 42, 330 - i * 30, 12, 6);
    }
    d.polygon(
        0x7B5680, 0, 320, 90, 296, 170, 312, 260, 284, 360, 326, 430, 338, 560, 344, 680, 316, 800,
        328, 930, 300, 1060, 322, 1170, 292, 1280, 310, 1280, 360, 0, 360);
    for (int i = 0; i < 40; i++) {
      d.circle(GLOW, 560 + i * 18, 345 - Motion.pick(i, 0, 5, 9, 14), 1.4);
    }
    d.rect(d.down(0xE79A7B, HORIZON, 0x6B5A8C, 470), 0, HORIZON, WIDTH, 120);
    d.rect(d.down(0x6B5A8C, 470, 0x2C3763, QUAY + 20), 0, 470, WIDTH, QUAY - 450);
    d.polygon(0x4A4266, 0, 356, 214, 350, 262, 366, 240, 376, 0, 386);
    lighthouse(d);
    quay(d);
  }

  private static void lighthouse(Drawing d) {
    d.polygon(0xEFE6DC, 136, 356, 148, 190, 184, 190, 196, 356);
    d.polygon(0xC8443A, 139, 312, 142, 270, 190, 270, 193, 312);
    d.polygon(0xC8443A, 145.5, 228, 148, 190, 184, 190, 186.5, 228);
    d.polygon(Drawing.seeThrough(0x2A2350, 0.28), 172, 356, 170, 190, 184, 190, 196, 356);
    d.rect(0x2F2B45, 140, 182, 52, 8);
    d.rect(0xFFF0B8, 153, 154, 26, 28);
    d.line(0x2F2B45, 3, 153, 182, 153, 154);
    d.line(0x2F2B45, 3, 179, 182, 179, 154);
    d.polygon(0xC8443A, 146, 154, 166, 132, 186, 154);
    d.rect(0x5B4D73, 60, 328, 54, 28);
    d.polygon(0x8C4A55, 54, 328, 87, 308, 120, 328);
    d.rect(GLOW, 80, 336, 12, 12);
  }

  private static void quay(Drawing d) {
    d.rect(d.down(0x4F4C66, QUAY, 0x35334A, 720), 0, QUAY, WIDTH, 120);
    d.rect(0x6C6880, 0, QUAY, WIDTH, 10);
    d.rect(0xD9A441, 0, QUAY + 14, WIDTH, 4);
    for (int x = 0; x < WIDTH; x += 96) {
      d.line(0x413E58, 2, x, QUAY + 20, x - 24, 720);
    }
    for (int x = 70; x < 700; x += 210) {
      d.roundRect(0x24222F, x - 9, QUAY - 20, 18, 26, 5);
      d.roundRect(0x24222F, x - 15, QUAY - 24, 30, 9, 4);
    }
    for (int i = 0; i < 2; i++) {
      double x = 300 + i * 330;
      d.rect(0x2A2838, x - 3, 470, 6, QUAY - 460);
      d.rect(0x2A2838, x - 20, 468, 40, 5);
      d.rect(0xFFF0C0, x - 18, 473, 14, 4);
      d.rect(0xFFF0C0, x + 4, 473, 14, 4);
      d.glow(0xFFE2A0, 0.55, x, 476, 90);
      d.ellipse(Drawing.seeThrough(0xFFE2A0, 0.14), x, QUAY + 26, 120, 16);
    }
  }

  @Override
  public void drawMoving(Drawing d, double seconds) {
    lantern(d, seconds);
    glitter(d, seconds);
    Boats.sailing(d, seconds, WIDTH);
    buoy(d, seconds);
    Boats.tug(d, seconds, WIDTH);
    CargoShip.draw(d, seconds);
    gulls(d, seconds);
  }

  /** A beam that turns: to the left, towards us, to the right, away. */
  private static void lantern(Drawing d, double seconds) {
    double turned = 2 * Math.PI * seconds / 6;
    double side = Math.cos(turned);
    double towards = Math.max(0, Math.sin(turned));
    double reach = 620 * side;
    if (Math.abs(side) > 0.08) {
      Color near = Drawing.seeThrough(0xFFF3C4, 0.42);
      Color far = Drawing.seeThrough(0xFFF3C4, 0);
      d.polygon(
          Drawing.across(near, 166, far, 166 + reach),
          166,
          164,
          166 + reach,
          120,
          166 + reach,
          226,
          166,
          172);
    }
    d.glow(0xFFF3C4, 0.45 + 0.55 * towards * towards, 166, 168, 34 + 50 * towards * towards);
  }

  /** The sun on the water. */
  private static void glitter(Drawing d, double seconds) {
    for (int i = 0; i < 34; i++) {
      double y = HORIZON + 6 + i * i * 0.21;
      double spread = 40 + i * 3.2;
      double x = 470 + spread * Motion.wave(seconds, 5.3, i * 0.37) * 0.55;
      double width = (26 + i * 2.2) * (0.55 + 0.45 * Motion.wave(seconds, 1.9, i * 0.29));
      Color light = Drawing.seeThrough(i < 12 ? 0xFFE9B8 : 0xFFC48A, 0.75 - i * 0.016);
      d.roundRect(light, x - width, y, 2 * width, 2 + i * 0.09, 1.5);
    }
    for (int i = 0; i < 22; i++) {
      double y = 384 + i * 10.3;
      double x =
          Motion.share(i * 197.0 + seconds * (5 + i * 0.6), WIDTH + 160) * (WIDTH + 160) - 80;
      double width = 22 + i * 1.7;
      d.roundRect(Drawing.seeThrough(0xFFFFFF, 0.10), x - width, y, 2 * width, 3, 1.5);
    }
  }

  private static void buoy(Drawing d, double seconds) {
    double bob = 3 * Motion.wave(seconds, 2.9, 0);
    boolean on = Motion.share(seconds, 2) < 0.5;
    d.turned(
        236,
        520 + bob,
        0.09 * Motion.wave(seconds, 3.7, 0),
        () -> {
          d.ellipse(Drawing.seeThrough(0x1B2148, 0.5), 0, 4, 34, 6);
          d.polygon(0xC8443A, -20, 2, -12, -34, 12, -34, 20, 2);
          d.line(0x2A2838, 4, -8, -34, 0, -64);
          d.line(0x2A2838, 4, 8, -34, 0, -64);
          d.ellipse(on ? new Color(0xFF5A48) : d.color(0x6B2A2A), 0, -66, 6, 6);
          if (on) {
            d.glow(0xFF5A48, 0.7, 0, -66, 38);
          }
        });
  }

  private static void gulls(Drawing d, double seconds) {
    for (int i = 0; i < 5; i++) {
      double x = Motion.share(i * 300 + seconds * (46 + i * 5), WIDTH + 200) * (WIDTH + 200) - 100;
      double y = 96 + i * 34 + 22 * Motion.wave(seconds, 6.1 + i, i * 0.3);
      double wing = 11 * Motion.wave(seconds, 0.75 + i * 0.07, i * 0.4);
      double size = 20 - i * 1.5;
      d.line(
          0xF6EEE6,
          3.4,
          x - size,
          y - wing,
          x - size * 0.4,
          y - 4,
          x,
          y,
          x + size * 0.4,
          y - 4,
          x + size,
          y - wing);
      d.ellipse(0xF6EEE6, x + 1, y + 1, 7, 3);
    }
  }
}
