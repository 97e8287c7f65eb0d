package dev.framecast.examples.scenes;

import dev.framecast.examples.scenes.Person.Arms;
import java.awt.Color;

/** A front door: somebody brings a parcel and rings, the parcel is taken in, a cat comes by. */
final class Door implements Scene {
  /** Seconds from one parcel to the next. */
  private static final double CYCLE = 44;

  /** When the parcel is in the house. */
  private static final double TAKEN = 21.6;

  private static final double FLOOR = 652;
  private static final double TALL = 372;
  private static final double DOOR_LEFT = 560;
  private static final double DOOR_WIDTH = 190;
  private static final double DOOR_TOP = 196;
  private static final double DOOR_HEIGHT = 402;

  private static final int CARDBOARD = 0xC69863;
  private static final int DOOR_COLOR = 0x2F6F73;
  private static final int FRAME = 0xF4F1E8;

  private static final Person RESIDENT =
      new Person(0xE3AE88, 0x5A3A26, 0xD8D2C4, 0x4A5A78, Person.NO_HAT);
  private static final Animal CAT = new Animal(0xD98A45, false);

  @Override
  public void drawBackground(Drawing d) {
    Porch.draw(d);
    d.rect(FRAME, DOOR_LEFT - 22, DOOR_TOP - 78, DOOR_WIDTH + 44, DOOR_HEIGHT + 78);
    d.rect(0xCFC9BA, DOOR_LEFT - 8, DOOR_TOP - 8, DOOR_WIDTH + 16, DOOR_HEIGHT + 8);
    d.rect(
        d.down(0xFFE9B8, DOOR_TOP - 64, 0xF3CF8E, DOOR_TOP - 18),
        DOOR_LEFT,
        DOOR_TOP - 64,
        DOOR_WIDTH,
        44);
    for (int i = 1; i < 4; i++) {
      d.rect(FRAME, DOOR_LEFT + i * DOOR_WIDTH / 4 - 3, DOOR_TOP - 64, 6, 44);
    }
    d.roundRect(0xF4F1E8, 800, 352, 34, 62, 8);
    d.circle(0x3A4046, 817, 370, 8);
  }

  @Override
  public void drawMoving(Drawing d, double seconds) {
    long cycle = (long) Math.floor(seconds / CYCLE);
    double now = seconds - cycle * CYCLE;
    double open = Motion.eased(now, 17.5, 19) - Motion.eased(now, 23, 24.4);
    if (open > 0) {
      room(d);
    }
    if (open == 1) { // open inwards, so behind whoever stands in the doorway
      leaf(d, open);
      resident(d, now);
    } else {
      resident(d, now);
      leaf(d, open);
    }
    bell(d, now);
    Porch.drawMoving(d, seconds);
    parcel(d, now);
    if (now < 17) {
      courier(d, cycle, now);
    }
    if (now > 24) {
      cat(d, cycle, now);
    }
  }

  private static void room(Drawing d) {
    d.rect(
        d.down(0xFFE2A8, DOOR_TOP, 0xD9A763, FLOOR), DOOR_LEFT, DOOR_TOP, DOOR_WIDTH, DOOR_HEIGHT);
    d.rect(0xB98A55, DOOR_LEFT, DOOR_TOP + 352, DOOR_WIDTH, 50);
    d.rect(0x8E5B4A, DOOR_LEFT + 24, DOOR_TOP + 90, 60, 76);
    d.rect(0xE9DFC7, DOOR_LEFT + 30, DOOR_TOP + 96, 48, 64);
  }

  private static void resident(Drawing d, double now) {
    if (now < 18 || now > 24.4) {
      return;
    }
    Arms arms = now > 20.6 ? Arms.CARRYING : now > 19.6 ? Arms.REACHING : Arms.SWINGING;
    double bow = 46 * (Motion.eased(now, 19.6, 20.4) - Motion.eased(now, 20.8, TAKEN));
    double x = 586 + 24 * Motion.eased(now, 18, 19) - 20 * Motion.eased(now, TAKEN, 22.9);
    if (now > TAKEN) {
      parcel(d, x + 98, 427, 1);
    }
    RESIDENT.draw(d, x, 600 + bow * 0.4, TALL * 0.94 - bow, x, true, arms);
  }

  /** The door itself, which opens inwards to the right. */
  private static void leaf(Drawing d, double open) {
    double left = DOOR_LEFT + DOOR_WIDTH * 0.86 * open;
    double width = DOOR_LEFT + DOOR_WIDTH - left;
    double scale = width / DOOR_WIDTH;
    d.at(
        left,
        DOOR_TOP,
        scale,
        1,
        () -> {
          d.rect(Drawing.mix(DOOR_COLOR, 0x000000, 0.35 * open), 0, 0, DOOR_WIDTH, DOOR_HEIGHT);
          int deep = Drawing.mix(DOOR_COLOR, 0x000000, 0.22 + 0.2 * open);
          for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
              double top = row == 0 ? 24 : 232;
              d.roundRect(deep, 20 + column * 80, top, 68, row == 0 ? 180 : 140, 5);
              d.roundRect(
                  Drawing.mix(DOOR_COLOR, 0xFFFFFF, 0.06),
                  25 + column * 80,
                  top + 6,
                  60,
                  row == 0 ? 170 : 130,
                  4);
            }
          }
          d.roundRect(0xE2B84B, 70, 244, 50, 12, 5);
          d.roundRect(0xE2B84B, 12, 196, 12, 40, 6);
          d.circle(0xF3D27A, 18, 206, 8);
        });
  }

  private static void bell(Drawing d, double now) {
    boolean ringing = now > 9.6 && now < 11.4;
    Color ring = ringing ? new Color(0x58C7FF) : d.color(0x9FB3BD);
    d.ellipse(ring, 817, 396, 9, 9);
    d.circle(0xF4F1E8, 817, 396, 5.5);
    if (ringing) {
      d.glow(0x58C7FF, 0.4 + 0.3 * Motion.wave(now, 0.5, 0), 817, 396, 40);
    }
  }

  private static void courier(Drawing d, long cycle, double now) {
    int color = Motion.pick(cycle, 0xB5452F, 0x2E5FA3, 0x6B8E3A);
    int skin = Motion.pick(cycle + 5, 0xD9A27A, 0x8D5A3B, 0xF0C6A0);
    Person courier =
        new Person(skin, 0x2B211C, color, 0x39414C, Drawing.mix(color, 0x000000, 0.25));
    double x = Track.straight(1, 1460, 7, 912, 11.4, 912, 16.6, 1460).at(now);
    double bow = 120 * (Motion.eased(now, 7, 7.8) - Motion.eased(now, 8.2, 9));
    boolean leaves = now > 11.4;
    boolean stands = now > 7 && now < 11.4;
    Arms arms = now < 8.2 ? Arms.CARRYING : now > 9.2 && now < 11.2 ? Arms.REACHING : Arms.SWINGING;
    courier.draw(d, x, FLOOR + 14, TALL - bow, stands ? 0 : x - 912, leaves, arms);
  }

  private static void parcel(Drawing d, double now) {
    if (now < 1 || now > TAKEN) {
      return;
    }
    double carried = Track.straight(1, 1460, 7, 912).at(now) - 104;
    double steps = now < 7 ? 4 * Math.abs(Motion.wave(now, 0.9, 0)) : 0;
    double down = Motion.eased(now, 7, 8.2);
    double up = Motion.eased(now, TAKEN - 1, TAKEN);
    double x = carried - 96 * down - 4 * up;
    double y = 480 + 192 * down - 245 * up + steps;
    if (down == 1 && up == 0) {
      d.shadow(x, y, 66, 8);
    }
    parcel(d, x, y, up);
  }

  /** Smaller the further it is through the door, from 0 to 1. */
  private static void parcel(Drawing d, double x, double y, double inside) {
    double scale = 1 - 0.12 * inside;
    d.at(
        x,
        y,
        scale,
        scale,
        () -> {
          d.roundRect(CARDBOARD, -58, -76, 116, 76, 4);
          d.rect(Drawing.mix(CARDBOARD, 0x000000, 0.14), -58, -14, 116, 14);
          d.rect(Drawing.mix(CARDBOARD, 0xFFFFFF, 0.35), -10, -76, 20, 76);
          d.rect(0xF4F1E8, 22, -62, 28, 20);
          d.line(0x55585E, 2, 26, -56, 44, -56);
          d.line(0x55585E, 2, 26, -50, 40, -50);
        });
  }

  private static void cat(Drawing d, long cycle, double now) {
    boolean right = cycle % 2 == 0;
    Track track =
        right
            ? Track.straight(25, -90, 29.5, 460, 37, 460, 42.8, 1370)
            : Track.straight(25, 1370, 30.5, 640, 37, 640, 42.8, -90);
    double x = track.at(now);
    double tail = Motion.wave(now, 1.7, 0);
    boolean sits = now > (right ? 29.5 : 30.5) && now < 37;
    if (sits) {
      CAT.sit(d, x, FLOOR + 36, 1.5, right, tail, Motion.share(now, 2.3) < 0.06);
    } else if (track.covers(now)) {
      CAT.walk(d, x, FLOOR + 36, 1.5, right ? x : -x, right, tail);
    }
  }
}
