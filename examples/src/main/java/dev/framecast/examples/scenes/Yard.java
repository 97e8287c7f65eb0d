package dev.framecast.examples.scenes;

import java.awt.Color;

/** A yard in the wind: a tree, laundry on a line, a swing, and a dog that fetches a ball. */
final class Yard implements Scene {
  /** Seconds from one throw to the next. */
  private static final double CYCLE = 13;

  private static final double LAWN = 404;
  private static final Animal DOG = new Animal(0xB98250, true);
  private static final Person CHILD =
      new Person(0xE3AE88, 0x6B4423, 0xE8743B, 0x37598C, Person.NO_HAT);

  @Override
  public void drawBackground(Drawing d) {
    d.rect(d.down(0x78B7E6, 0, 0xDDF0F5, 330), 0, 0, WIDTH, 420);
    d.circle(0xFFF3C4, 1090, 92, 44);
    d.glow(0xFFF3C4, 0.7, 1090, 92, 150);
    for (int i = 0; i < 15; i++) {
      double x = i * 96 - 30;
      d.ellipse(
          Drawing.mix(0x8DB58A, 0xC5DCC9, Motion.pick(i, 0, 4, 8) / 10.0),
          x,
          336,
          92,
          60 + Motion.pick(i, 0, 26, 50));
    }
    d.rect(d.down(0x86B55B, LAWN - 20, 0x5E9645, 720), 0, LAWN - 20, WIDTH, 340);
    for (int i = 0; i < 5; i++) {
      double top = LAWN + 8 + i * i * 11 + i * 20;
      d.rect(Drawing.seeThrough(0xFFFFFF, 0.06), 0, top, WIDTH, 15 + i * 8);
    }
    fence(d);
    shed(d);
    path(d);
    bed(d, 560, 0);
    bed(d, 700, 1);
    for (int i = 0; i < 70; i++) {
      double x =
          Motion.pick(i * 7L, 30, 190, 410, 660, 880, 1090)
              + Motion.pick(i * 13L + 1, 0, 17, 41, 73, 97, 131);
      double y =
          450 + Motion.pick(i * 5L + 2, 8, 40, 96, 150, 190, 232) + Motion.pick(i * 3L, 0, 7, 15);
      d.line(0x4E8339, 2, x, y, x - 3, y - 9);
      d.line(0x4E8339, 2, x, y, x + 4, y - 8);
    }
    trunk(d);
    d.rect(0x8A8F94, 796, 236, 6, 214);
  }

  private static void fence(Drawing d) {
    d.rect(0xD8D2C2, 0, 322, WIDTH, 9);
    d.rect(0xD8D2C2, 0, 374, WIDTH, 9);
    for (int x = 6; x < WIDTH; x += 30) {
      d.polygon(0xF3EFE4, x, 406, x, 304, x + 10, 292, x + 20, 304, x + 20, 406);
      d.rect(Drawing.seeThrough(0x7B7462, 0.22), x + 16, 302, 4, 104);
    }
  }

  private static void shed(Drawing d) {
    d.shadow(1096, 462, 170, 14);
    d.rect(d.down(0xA8473B, 240, 0x8C3A31, 460), 960, 240, 270, 220);
    for (int x = 978; x < 1230; x += 22) {
      d.line(0x7C332B, 2, x, 242, x, 460);
    }
    d.polygon(0x5B4A44, 934, 248, 1095, 158, 1256, 248, 1256, 262, 934, 262);
    d.polygon(0x6E5A52, 934, 248, 1095, 158, 1256, 248);
    d.rect(0xF3EFE4, 1000, 306, 94, 154);
    d.rect(0x7C332B, 1008, 314, 78, 146);
    d.line(0xF3EFE4, 7, 1010, 456, 1084, 318);
    d.rect(0xF3EFE4, 1126, 306, 80, 70);
    d.rect(0x8FB6C9, 1133, 313, 66, 56);
    d.rect(0xF3EFE4, 1163, 313, 6, 56);
    d.rect(0xF3EFE4, 1133, 338, 66, 6);
  }

  private static void path(Drawing d) {
    for (int i = 0; i < 6; i++) {
      double y = 478 + i * 40 + i * i * 2;
      d.ellipse(0x4E8339, 1046 - i * 26, y + 4, 40 + i * 6, 11 + i * 2);
      d.ellipse(0xBDB6AA, 1046 - i * 26, y, 40 + i * 6, 11 + i * 2);
    }
  }

  private static void bed(Drawing d, double x, int number) {
    d.ellipse(0x6B4F38, x, 416, 66, 12);
    for (int i = 0; i < 9; i++) {
      double left = x - 52 + i * 13;
      d.line(0x3F7336, 3, left, 416, left, 398 - Motion.pick(i, 0, 5, 10));
      d.circle(
          Motion.pick(i + number * 31L, 0xE2574C, 0xF2B33D, 0xD877A6, 0xFFFFFF),
          left,
          396 - Motion.pick(i, 0, 5, 10),
          6);
    }
  }

  private static void trunk(Drawing d) {
    d.ellipse(Drawing.seeThrough(0x1F3A18, 0.30), 250, 566, 250, 36);
    d.polygon(0x6A4A34, 176, 564, 196, 470, 198, 300, 236, 300, 242, 470, 268, 564, 222, 556);
    d.polygon(0x7B5840, 204, 300, 214, 300, 220, 556, 202, 540);
    d.line(0x6A4A34, 20, 218, 330, 300, 262, 470, 240);
    d.line(0x6A4A34, 16, 214, 320, 140, 240);
  }

  @Override
  public void drawMoving(Drawing d, double seconds) {
    cloud(d, seconds, 0, 84, 1.2);
    cloud(d, seconds, 560, 150, 0.8);
    cloud(d, seconds, 1010, 52, 1);
    Laundry.draw(d, 470, 244, 799, 240, seconds);
    swing(d, seconds);
    crown(d, seconds);
    butterfly(d, seconds);
    fetch(d, seconds);
  }

  private static void cloud(Drawing d, double seconds, double start, double y, double scale) {
    double x = Motion.share(start + seconds * 9 * scale, WIDTH + 400) * (WIDTH + 400) - 200;
    Color white = d.color(0xFBFDFE);
    d.at(
        x,
        y,
        scale,
        scale,
        () -> {
          d.roundRect(white, -100, 0, 200, 34, 17);
          d.ellipse(white, -34, 0, 46, 36);
          d.ellipse(white, 30, 6, 40, 28);
        });
  }

  private static void crown(Drawing d, double seconds) {
    for (int i = 0; i < 26; i++) {
      double angle = i * 2.4;
      double out = Math.sqrt(i / 26.0);
      double sway =
          (6 + 8 * out)
              * (Motion.wave(seconds, 3.4, i * 0.03) + 0.4 * Motion.wave(seconds, 1.3, i * 0.11));
      double x = 226 + 190 * out * Math.cos(angle) + sway;
      double y = 176 + 112 * out * Math.sin(angle) + 3 * Motion.wave(seconds, 2.1, i * 0.07);
      double light = 0.5 - 0.5 * Math.sin(angle) * out;
      d.ellipse(Drawing.mix(0x3F6F35, 0x8CBF5A, light), x, y, 66, 54);
    }
  }

  /** With a child on it. */
  private static void swing(Drawing d, double seconds) {
    double angle = 0.33 * Motion.wave(seconds, 2.7, 0);
    d.ellipse(Drawing.seeThrough(0x1F3A18, 0.25), 372 + 240 * angle, 574, 54, 9);
    d.turned(
        372,
        252,
        -angle,
        () -> {
          d.line(0x8C7B62, 4, 0, 0, 0, 252);
          d.line(0x5B3D28, 9, -30, 254, 30, 254);
          double kick = 16 * Math.cos(2 * Math.PI * seconds / 2.7);
          d.line(CHILD.legs(), 16, -4, 242, 36, 246, 44 + kick, 282);
          d.line(0x2A2A33, 12, 44 + kick, 286, 54 + kick, 284);
          d.roundRect(CHILD.top(), -20, 176, 34, 74, 14);
          d.line(CHILD.top(), 12, -2, 188, 16, 200, 2, 178);
          d.circle(CHILD.skin(), 2, 174, 6);
          d.circle(CHILD.hair(), -4, 154, 21);
          d.ellipse(CHILD.skin(), 2, 158, 18, 18);
          d.ellipse(CHILD.hair(), -4, 143, 19, 10);
          d.circle(0x3A2E2A, 12, 156, 2.2);
          d.line(0xB5604F, 2.4, 8, 167, 12, 168, 16, 166);
          d.line(0x8C7B62, 4, 4, 0, 4, 180);
        });
  }

  private static void butterfly(Drawing d, double seconds) {
    double x = 640 + 150 * Motion.wave(seconds, 9, 0) + 30 * Motion.wave(seconds, 2.3, 0);
    double y = 370 + 34 * Motion.wave(seconds, 3.1, 0) + 14 * Motion.wave(seconds, 1.1, 0.3);
    double open = 0.35 + 0.65 * Math.abs(Motion.wave(seconds, 0.5, 0));
    d.at(
        x,
        y,
        open,
        1,
        () -> {
          d.ellipse(0xF2A33D, -9, -5, 9, 8);
          d.ellipse(0xF2A33D, 9, -5, 9, 8);
          d.ellipse(0xE0752E, -7, 6, 6, 6);
          d.ellipse(0xE0752E, 7, 6, 6, 6);
          d.line(0x33261C, 2.5, 0, -8, 0, 9);
        });
  }

  /** The ball comes from the right; the dog runs after it, and brings it back. */
  private static void fetch(Drawing d, double seconds) {
    double now = Motion.share(seconds, CYCLE) * CYCLE;
    Track dog = Track.straight(1, 1400, 4.6, 560, 5.4, 500, 6.2, 500, 11.2, 1420);
    Track ball = Track.straight(0, 1380, 1, 1100, 2, 860, 3, 660, 4.2, 520, 5.6, 452);
    double y = 628;
    boolean back = now > 6;
    double dogX = dog.at(now);
    double bob = Math.abs(Motion.wave(now, 0.5, 0)) * (now > 5.4 && now < 6.2 ? 0 : 8);
    if (now < 5.8) {
      double bounce =
          Math.abs(Math.sin(Math.PI * Math.min(now, 3.9) / 1.3)) * 150 * Math.exp(-now * 0.45);
      double x = ball.at(now);
      d.shadow(x, y + 20, 16, 4);
      ball(d, x, y + 6 - bounce, x / 16);
    }
    if (dog.covers(now)) {
      DOG.walk(d, dogX, y + 16 - bob, 1.5, back ? dogX : -dogX, back, Motion.wave(now, 0.32, 0));
      if (now >= 5.8) {
        ball(d, dogX + (back ? 112 : -112), y - 66 - bob, 0);
      }
    }
  }

  private static void ball(Drawing d, double x, double y, double turned) {
    d.turned(
        x,
        y,
        turned,
        () -> {
          d.circle(0xE5483A, 0, 0, 16);
          d.line(0xFFFFFF, 5, -13, 0, 13, 0);
        });
  }
}
