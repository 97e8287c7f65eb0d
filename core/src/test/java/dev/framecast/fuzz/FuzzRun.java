package dev.framecast.fuzz;

/** What Jazzer calls; {@code .ci/fuzz} starts it. The target is named by a system property. */
public final class FuzzRun {
  private static final FuzzLimits LIMITS = limits(System.getProperty("fuzz.target", ""));

  private FuzzRun() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    LIMITS.take(input);
  }

  private static FuzzLimits limits(String target) {
    try {
      return new FuzzLimits(FuzzTargets.of(target));
    } catch (Exception e) {
      throw new IllegalStateException("target \"" + target + "\"", e);
    }
  }
}
