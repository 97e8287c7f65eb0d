package dev.framecast.examples.soak;

import java.util.List;

/**
 * What a soak is asked for.
 *
 * @param minutes from the first camera to the last count
 * @param seed of all choices
 * @param cameras how many there are
 * @param viewers half of them stay, the others come and go
 */
record SoakOptions(double minutes, long seed, int cameras, int viewers) {
  static final String USAGE = ".ci/soak [--minutes 60] [--seed N] [--cameras 16] [--viewers 100]";

  SoakOptions {
    if (!(minutes >= 1 && minutes <= 10_000)) {
      throw new IllegalArgumentException("--minutes " + minutes + ": must be 1 to 10000");
    }
    if (cameras < 1 || cameras > 200) {
      throw new IllegalArgumentException("--cameras " + cameras + ": must be 1 to 200");
    }
    if (viewers < 2 || viewers > 2_000) {
      throw new IllegalArgumentException("--viewers " + viewers + ": must be 2 to 2000");
    }
  }

  /**
   * Of a command line.
   *
   * @param seed unless another is given
   * @throws IllegalArgumentException that says what is wrong with it
   */
  static SoakOptions parse(List<String> words, long seed) {
    SoakOptions options = new SoakOptions(60, seed, 16, 100);
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i);
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException(name + ": must be one of " + USAGE);
      }
      options = options.with(name, words.get(i + 1));
    }
    return options;
  }

  private SoakOptions with(String name, String value) {
    try {
      return switch (name) {
        case "--minutes" -> new SoakOptions(Double.parseDouble(value), seed, cameras, viewers);
        case "--seed" -> new SoakOptions(minutes, Long.parseLong(value), cameras, viewers);
        case "--cameras" -> new SoakOptions(minutes, seed, Integer.parseInt(value), viewers);
        case "--viewers" -> new SoakOptions(minutes, seed, cameras, Integer.parseInt(value));
        default -> throw new IllegalArgumentException(name + ": must be one of " + USAGE);
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " " + value + ": must be a number", e);
    }
  }

  int staying() {
    return viewers - passing();
  }

  int passing() {
    return viewers / 2;
  }

  @Override
  public String toString() {
    return "--minutes %s --seed %d --cameras %d --viewers %d"
        .formatted(
            minutes == Math.rint(minutes) ? Long.toString((long) minutes) : minutes,
            seed,
            cameras,
            viewers);
  }
}
