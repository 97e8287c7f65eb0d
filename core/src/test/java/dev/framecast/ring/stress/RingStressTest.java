package dev.framecast.ring.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the stress tests of this package in a quick mode: one set of JVM flags, some seconds a test.
 */
class RingStressTest {
  private static final List<String> TESTS =
      List.of(
          "FramesAreWhole",
          "FramesStay",
          "ReadersGoForward",
          "SequencesHold",
          "ChainFramesAreWhole",
          "ChainFramesStay",
          "ChainReadersGoForward",
          "ChainSequencesHold",
          "ChainUnitsFollow");

  @TempDir Path folder;

  @Test
  @Tag("long")
  void ringAndChainPassAndTheirTwinsWithoutPinsFail() throws Exception {
    String report = run();
    for (String test : TESTS) {
      assertThat(report).contains("[OK] " + StressSteps.class.getPackageName() + "." + test);
      assertThat(report)
          .contains("[FAILED] " + StressSteps.class.getPackageName() + ".Unpinned" + test);
    }
    assertThat(report).doesNotContain("[ERROR]");
  }

  private String run() throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process jcstress =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "org.openjdk.jcstress.Main",
                // Results of the good tests too, or their absence could not be told from success.
                "-v",
                "-f",
                "1",
                "-iters",
                "5",
                "-time",
                "200",
                // Without these it would try some forty sets of JVM flags on each test.
                "-jvmArgs",
                "-Xmx256m",
                "-sc",
                "false",
                "-af",
                "NONE",
                "-r",
                folder.resolve("results").toString(),
                "-t",
                StressSteps.class.getPackageName())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(jcstress.waitFor(8, TimeUnit.MINUTES)).as("jcstress ends in time").isTrue();
    } finally {
      jcstress.destroyForcibly();
    }
    return Files.readString(log);
  }
}
