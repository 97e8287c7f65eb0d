package dev.framecast.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Gives each target of a module the inputs that are kept for it, in {@code src/test/fuzz/NAME}: the
 * fuzzer's findings, and others by which it came to places that no seed leads to.
 */
public abstract class FuzzCorpusReplay {
  private static final Path SOURCES = Path.of("src", "test", "java");
  private static final Path CORPUS = Path.of("src", "test", "fuzz");

  @TestFactory
  Stream<DynamicTest> inputsOfTheCorpusAreTakenWithinTheLimits() throws IOException {
    List<Path> targets;
    try (Stream<Path> files = Files.walk(SOURCES)) {
      targets = files.filter(file -> file.toString().endsWith("Fuzz.java")).sorted().toList();
    }
    assertThat(targets).isNotEmpty();
    return targets.stream().map(file -> DynamicTest.dynamicTest(name(file), () -> replay(file)));
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static void replay(Path file) throws Exception {
    String path = SOURCES.relativize(file).toString().replace(".java", "");
    FuzzTarget target = FuzzTargets.of(path.replace(file.getFileSystem().getSeparator(), "."));
    FuzzLimits limits = new FuzzLimits(target);
    Path folder = CORPUS.resolve(name(file));
    if (!Files.isDirectory(folder)) {
      return; // nothing but seeds, which were taken already
    }
    try (Stream<Path> inputs = Files.list(folder)) {
      for (Path input : inputs.sorted().toList()) {
        take(limits, input);
      }
    }
  }

  private static void take(FuzzLimits limits, Path input) throws IOException {
    byte[] bytes = Files.readAllBytes(input);
    try {
      limits.take(bytes);
    } catch (Throwable e) {
      throw new AssertionError("input " + input + ": " + e, e);
    }
  }
}
