package dev.framecast.examples.scenes;

import dev.framecast.examples.scenes.Car.Kind;
import dev.framecast.examples.scenes.Person.Arms;
import java.awt.Color;
import java.util.List;

/**
 * A street with a crossing: cars go while their light is green, and wait while people cross. It is
 * day, then dusk, then day again.
 */
final class Street implements Scene {
  /** Seconds from one green light to the next. */
  private static final double CYCLE = 36;

  private static final double AMBER = 17;
  private static final double RED = 19;
  private static final double AMBER_AGAIN = 34.5;

  /** From one day to the next, in seconds. */
  private static final double DAY = 360;

  private static final double DARKENING = 24;
  private static final int DARK_STEPS = 40;

  /** Where cars come from and go to, out of sight. */
  private static final double LEFT = -300;

  private static final double RIGHT = WIDTH + 300;

  private static final double FAR_PAVEMENT = 462;
  private static final double FAR_LANE = 546;
  private static final double NEAR_LANE = 636;
  private static final double NEAR_PAVEMENT = 702;

  /**
   * One that comes in each cycle.
   *
   * @param brakesFrom when its red lights begin to shine bright
   * @param brakesTo when they end
   * @param colors one after the other
   */
  private record Traffic(
      Kind kind,
      boolean right,
      Track track,
      double brakesFrom,
      double brakesTo,
      List<Integer> colors) {
    static Traffic passing(Kind kind, boolean right, double start, Integer... colors) {
      Track track =
          right ? Track.passing(start, LEFT, 270, RIGHT) : Track.passing(start, RIGHT, -240, LEFT);
      return new Traffic(kind, right, track, 0, 0, List.of(colors));
    }

    static Traffic stopping(
        Kind kind, boolean right, double start, double stopAt, double until, Integer... colors) {
      Track track =
          right
              ? Track.stopping(start, LEFT, 270, stopAt, until, RIGHT)
              : Track.stopping(start, RIGHT, -240, stopAt, until, LEFT);
      return new Traffic(kind, right, track, AMBER, until, List.of(colors));
    }

    int color(long cycle) {
      return colors.get(Math.floorMod(cycle, colors.size()));
    }
  }

  private static final List<Traffic> FAR =
      List.of(
          Traffic.passing(Kind.HATCHBACK, false, 2.4, 0x3E6FA3, 0xD9DDE0, 0x4B4F57),
          Traffic.passing(Kind.BUS, false, 7.2, 0xC8442F, 0x2F7F86, 0xD9A12B),
          Traffic.stopping(Kind.HATCHBACK, false, 15.4, 905, 36.4, 0xE0B23C, 0x7D3C4A, 0x5E8F6B),
          Traffic.stopping(Kind.VAN, false, 18, 1118, 37.2, 0xE9E7DF, 0x46607A));

  private static final List<Traffic> NEAR =
      List.of(
          Traffic.passing(Kind.HATCHBACK, true, 4.5, 0xB9382F, 0x35424F, 0xE4E2DA),
          Traffic.passing(Kind.VAN, true, 9.5, 0xF0EDE4, 0x3A7CA5, 0xE3A73A),
          Traffic.stopping(Kind.HATCHBACK, true, 15, 398, 36.2, 0x2F8F83, 0x8894A0, 0xC65A3A),
          Traffic.stopping(Kind.HATCHBACK, true, 20.5, 152, 37, 0xDADDE0, 0x3B4A8C, 0x6C7A3F));

  private static final Person[] PEOPLE = {
    new Person(0xE8B48E, 0x4A2F20, 0xC44536, 0x2F3E55, Person.NO_HAT),
    new Person(0x8D5A3B, 0x1E1715, 0xE3B23C, 0x3D4148, Person.NO_HAT),
    new Person(0xF0C6A0, 0xC98B3C, 0x3F7D6B, 0x5A4636, Person.NO_HAT),
    new Person(0xD9A27A, 0x6B6B6B, 0x4F6FA8, 0x33363D, 0x2E4057),
    new Person(0xB97C55, 0x2A1D18, 0x8E5BA6, 0x26303B, Person.NO_HAT),
  };

  @Override
  public double darkness(double seconds) {
    double hour = Motion.share(seconds, DAY) * DAY;
    double dusk = Motion.eased(hour, DAY / 2, DAY / 2 + DARKENING);
    double dawn = Motion.eased(hour, DAY - DARKENING, DAY);
    return Math.round((dusk - dawn) * DARK_STEPS) / (double) DARK_STEPS;
  }

  @Override
  public void drawBackground(Drawing d) {
    StreetFront.draw(d);
    d.rect(d.down(0xB9B2A6, 424, 0xA8A195, 470), 0, 424, WIDTH, 48);
    d.rect(0x8C867C, 0, 470, WIDTH, 7);
    d.rect(d.down(0x5B5F66, 477, 0x4C5057, 646), 0, 477, WIDTH, 170);
    for (int x = -40; x < WIDTH; x += 120) {
      if (x < 500 || x > 700) {
        d.rect(0xE8E6DF, x, 558, 62, 5);
      }
    }
    for (double share = 0.03; share < 0.99; share += 0.123) {
      double top = 480 + share * 164;
      double left = 520 + share * 56;
      d.polygon(0xEDEBE4, left, top, left + 150, top, left + 155, top + 12, left + 4, top + 12);
    }
    d.rect(0xEDEBE4, 506, 566, 9, 78);
    d.rect(0xEDEBE4, 752, 481, 8, 76);
    d.rect(0x8C867C, 0, 646, WIDTH, 8);
    d.rect(d.down(0xBDB6AA, 654, 0xA79F92, 720), 0, 654, WIDTH, 66);
    for (int x = -60; x < WIDTH; x += 80) {
      d.line(0xA39B8E, 1.5, x + 30, 655, x, 720);
    }
  }

  @Override
  public void drawMoving(Drawing d, double seconds) {
    long cycle = (long) Math.floor(seconds / CYCLE);
    double now = seconds - cycle * CYCLE;
    walk(d, seconds);
    light(d, 792, FAR_PAVEMENT + 12, 0.8, now);
    drive(d, FAR, FAR_LANE, 0.86, cycle, now);
    cross(d, cycle, now);
    drive(d, NEAR, NEAR_LANE, 1.02, cycle, now);
    light(d, 486, 668, 1.05, now);
  }

  /** Those who pass by on the far side, in front of the shops. */
  private static void walk(Drawing d, double seconds) {
    for (int i = 0; i < 4; i++) {
      double way = seconds * (52 + 6 * i) + i * 423;
      double x = Motion.share(way, WIDTH + 160) * (WIDTH + 160) - 80;
      boolean right = i % 2 == 0;
      Person person = PEOPLE[(i + 1) % PEOPLE.length];
      person.draw(
          d, right ? x : WIDTH - x, FAR_PAVEMENT - 5 * i + 4, 92, way, right, Arms.SWINGING);
    }
  }

  private static void cross(Drawing d, long cycle, double now) {
    crossing(d, PEOPLE[Motion.pick(cycle, 0, 1, 2)], now, 0);
    crossing(d, PEOPLE[Motion.pick(cycle, 2, 3, 4)], now, 0.9);
    double x = Track.straight(11, -60, 19.4, 570, 20.6, 575, 27.5, 655, 34, 1340).at(now);
    double y = Track.straight(19.4, 448, 20.6, 462, 27.5, NEAR_PAVEMENT).at(now);
    if (now > 11 && now < 34) {
      double way = x + y;
      PEOPLE[Motion.pick(cycle, 3, 4, 0)].draw(d, x, y, sized(y), way, true, Arms.SWINGING);
    }
  }

  /** From the near side to the far side. */
  private static void crossing(Drawing d, Person person, double now, double late) {
    double time = now - late;
    if (time < 10 || time > 35) {
      return;
    }
    double x = Track.straight(10, 1340, 18.6, 690, 20.8, 684, 27.8, 600, 35, -80).at(time);
    double y = Track.straight(18.6, 704 - 12 * late, 20.8, 690, 27.8, FAR_PAVEMENT - 8).at(time);
    boolean stands = time > 18.6 && time < 20.8;
    person.draw(d, x + 36 * late, y, sized(y), stands ? 0 : x - y, false, Arms.SWINGING);
  }

  private static double sized(double y) {
    return 92 + (y - FAR_PAVEMENT) * 0.16;
  }

  private static void drive(
      Drawing d, List<Traffic> all, double y, double scale, long cycle, double now) {
    for (long of = cycle - 1; of <= cycle; of++) { // some are still waiting when the next begins
      double time = now + (cycle - of) * CYCLE;
      for (Traffic each : all) {
        if (each.track.covers(time)) {
          double x = each.track.at(time);
          boolean braking = time > each.brakesFrom && time < each.brakesTo;

          Car.draw(d, each.kind, each.color(of), x, y, scale, x, each.right, braking);
        }
      }
    }
  }

  private static void light(Drawing d, double x, double y, double scale, double now) {
    boolean red = now >= RED;
    boolean amber = (now >= AMBER && now < RED) || now >= AMBER_AGAIN;
    d.at(
        x,
        y,
        scale,
        scale,
        () -> {
          d.shadow(0, 0, 14, 4);
          d.rect(0x3B4046, -4, -186, 8, 186);
          d.roundRect(0x23262B, -17, -196, 34, 88, 9);
          lamp(d, 0xFF4438, -180, red);
          lamp(d, 0xFFB52E, -152, amber);
          lamp(d, 0x3FD97C, -124, !red && !amber);
        });
  }

  private static void lamp(Drawing d, int rgb, double y, boolean on) {
    if (on) {
      d.ellipse(new Color(rgb), 0, y, 10, 10);
      d.glow(rgb, 0.5, 0, y, 34);
    } else {
      d.circle(Drawing.mix(rgb, 0x101010, 0.75), 0, y, 10);
    }
  }
}
