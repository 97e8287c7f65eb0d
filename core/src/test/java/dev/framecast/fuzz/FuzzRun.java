package dev.framecast.fuzz;

/** What Jazzer calls; {@code .ci/fuzz} starts it. The target is named by a system property. */
public final class FuzzRun {
  /** In the plain JVM of the replay it is one: seen were 59 KB there and 1.7 MB here. */
  private static final int MEMORY_FACTOR = 16;

  private static final FuzzLimits LIMITS = limits(System.getProperty("fuzz.target", ""));

  private FuzzRun() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    LIMITS.take(input);
  }

  private static FuzzLimits limits(String target) {
    try {
      return new FuzzLimits(FuzzTargets.of(target), MEMORY_FACTOR);
    } catch (Exception e) {
      throw new IllegalStateException("target \"" + target + "\"", e);
    }
  }
}
