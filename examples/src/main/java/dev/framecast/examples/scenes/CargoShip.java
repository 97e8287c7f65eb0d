package dev.framecast.examples.scenes;

import java.awt.Color;

/** A ship at the quay of the {@link Harbour}, and the crane that loads and unloads it. */
final class CargoShip {
  /** Seconds for one container to the ship and one back. */
  private static final double CYCLE = 30;

  private static final double BOX_WIDTH = 74;
  private static final double BOX_HEIGHT = 36;
  private static final double BEAM = 150;
  private static final int[] COLORS = {0xC8553D, 0x2F7F86, 0xD9A441, 0x4F6FA8, 0x7D8F4E, 0xA8546B};

  private CargoShip() {}

  static void draw(Drawing d, double seconds) {
    double now = Motion.share(seconds, CYCLE) * CYCLE;
    double bob = 2 * Motion.wave(seconds, 5.2, 0);
    d.at(0, bob, 1, 1, () -> ship(d, now));
    truck(d, now);
    crane(d, now, bob);
  }

  private static void ship(Drawing d, double now) {
    d.ellipse(Drawing.seeThrough(0x141A3C, 0.45), 1040, 586, 330, 16);
    for (int column = 0; column < 4; column++) {
      for (int row = 0; row < 3; row++) {
        boolean last = column == 1 && row == 2; // the one that the crane moves
        if (!last || (now > 10 && now < 20)) {
          box(
              d,
              COLORS[Math.floorMod(column * 2 + row * 5 + 1, COLORS.length)],
              800 + column * 78,
              436 - row * 37);
        }
      }
    }
    d.rect(0xF1E8DC, 1140, 322, 96, 170);
    d.rect(0xF1E8DC, 1128, 296, 120, 32);
    d.rect(0x33304A, 1128, 300, 120, 14);
    for (int row = 0; row < 4; row++) {
      for (int i = 0; i < 4; i++) {
        d.rect(
            new Color(Motion.pick(row * 4L + i, 0xFFE2A0, 0xFFE2A0, 0x8FA0B8)),
            1150 + i * 21,
            340 + row * 34,
            11,
            13);
      }
    }
    d.rect(0xC8443A, 1170, 246, 40, 52);
    d.rect(0x33304A, 1170, 246, 40, 12);
    d.line(0x33304A, 4, 1146, 296, 1146, 238);
    d.polygon(0x27314F, 736, 458, 1290, 470, 1290, 590, 792, 590);
    d.polygon(0x8F3A3A, 777, 560, 1290, 560, 1290, 590, 792, 590);
    d.polygon(0xE9DFD2, 736, 458, 1290, 470, 1290, 477, 739, 466);
    d.line(0xE9DFD2, 4, 800, 512, 836, 512);
    d.circle(0x1B2238, 786, 492, 7);
  }

  private static void box(Drawing d, int color, double x, double y) {
    d.rect(color, x, y, BOX_WIDTH, BOX_HEIGHT);
    int rib = Drawing.mix(color, 0x000000, 0.2);
    for (int i = 1; i < 6; i++) {
      d.rect(rib, x + i * BOX_WIDTH / 6 - 1, y + 3, 2, BOX_HEIGHT - 6);
    }
    d.rect(rib, x, y, BOX_WIDTH, 3);
    d.rect(rib, x, y + BOX_HEIGHT - 3, BOX_WIDTH, 3);
  }

  /** It brings a container, waits, and takes the next one away. */
  private static void truck(Drawing d, double now) {
    double x =
        Motion.eased(now, 0, 4) * 760
            - 220
            - Motion.eased(now, 8, 12) * 860
            + Motion.eased(now, 13, 18) * 860
            - Motion.eased(now, 25.5, 29.5) * 860;
    d.at(
        x,
        690,
        1,
        1,
        () -> {
          d.ellipse(Drawing.seeThrough(0x0E1024, 0.4), 30, 2, 120, 8);
          if (now < 6 || now > 25) {
            box(d, COLORS[2], -56, -66);
          }
          d.rect(0x24222F, -70, -30, 210, 9);
          d.roundRect(0xE9DFD2, 62, -84, 72, 62, 10);
          d.roundRect(0x2B3A55, 92, -76, 36, 26, 5);
          d.ellipse(new Color(0xFFF3C4), 134, -34, 5, 6);
          for (double wheel : new double[] {-44, -12, 102}) {
            d.circle(0x15141C, wheel, -12, 14);
            d.circle(0x8A8894, wheel, -12, 6);
          }
        });
  }

  private static void crane(Drawing d, double now, double bob) {
    int steel = 0xD5563B;
    int dark = 0x9C3B2A;
    for (double x : new double[] {470, 706}) {
      d.rect(dark, x + 12, BEAM + 24, 10, 430);
      d.rect(steel, x, BEAM + 24, 14, 448);
      d.roundRect(0x24222F, x - 16, 618, 46, 14, 6);
    }
    d.line(dark, 7, 484, 330, 706, 200);
    d.line(dark, 7, 484, 200, 706, 330);
    d.rect(steel, 470, 330, 250, 10);
    d.line(dark, 5, 600, 84, 440, BEAM + 6);
    d.line(dark, 5, 600, 84, 1010, BEAM + 6);
    d.polygon(steel, 590, BEAM, 598, 76, 606, 76, 640, BEAM);
    d.rect(steel, 400, BEAM, 660, 22);
    for (int i = 0; i < 21; i++) {
      d.line(dark, 3, 404 + i * 31, BEAM + 20, 420 + i * 31, BEAM + 3, 434 + i * 31, BEAM + 20);
    }
    d.circle(0xFF5A48, 602, 74, 4);
    trolley(d, now, bob);
  }

  /** Runs out over the ship and back, twice: with a container out, then with one back. */
  private static void trolley(Drawing d, double now, double bob) {
    double out = Motion.eased(now, 6.6, 9.4) - Motion.eased(now, 21, 24);
    double x = 521 + 394 * out;
    double quay = Motion.eased(now, 4.2, 5.8) - Motion.eased(now, 6, 7.4);
    double ship =
        Motion.eased(now, 8.8, 10)
            - Motion.eased(now, 10.2, 11.4)
            + Motion.eased(now, 18.6, 19.8)
            - Motion.eased(now, 20, 21.2);
    double back = Motion.eased(now, 23.2, 25) - Motion.eased(now, 25.2, 26.6);
    double hook = 230 + (quay + back) * 394 + ship * (132 + bob);
    d.roundRect(0x33304A, x - 34, BEAM + 20, 68, 18, 4);
    d.rect(0xFFE2A0, x - 26, BEAM + 24, 16, 10);
    d.line(0x24222F, 2, x - 20, BEAM + 38, x - 20, hook);
    d.line(0x24222F, 2, x + 20, BEAM + 38, x + 20, hook);
    d.rect(0xD9A441, x - 38, hook - 8, 76, 8);
    boolean loaded = (now > 6 && now <= 10) || (now >= 20 && now <= 25);
    if (loaded) {
      box(d, COLORS[2], x - BOX_WIDTH / 2, hook);
    }
  }
}
