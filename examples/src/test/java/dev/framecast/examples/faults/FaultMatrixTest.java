package dev.framecast.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.examples.faults.Rig.Column;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Each fault on each source: what is told and when, how long the way back takes, that cameras
 * beside it go on, and that nothing is left behind. The table is printed, and written into the
 * folder target and, with {@code -Dreliability.update=true}, into docs/reliability.md.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixTest {
  private static final double MOST_GROWTH = 1.10;
  private static final int CHANCE = 6;

  private MatrixRun run;

  @BeforeAll
  void runAllCells() throws Exception {
    run = new MatrixRun("");
    String table = MatrixPage.table(run);
    String details = run.outcomes.stream().map(Outcome::toLine).collect(Collectors.joining("\n"));
    System.out.println(table);
    System.out.println(run.lines("held") + "\n" + run.lines("rounds"));
    Files.writeString(Path.of("target", "fault-matrix.md"), table);
    Files.writeString(Path.of("target", "fault-matrix.tsv"), details + "\n");
    if (Boolean.getBoolean("reliability.update")) {
      MatrixPage.write(table);
    }
  }

  @TestFactory
  Stream<DynamicTest> eachCellIsAsItShouldBe() {
    return run.outcomes.stream()
        .filter(outcome -> !outcome.summary().equals("-"))
        .map(
            outcome ->
                DynamicTest.dynamicTest(
                    outcome.column().title + ": " + outcome.fault().title,
                    () -> assertThat(outcome.wrong()).as(outcome.detail()).isEmpty()));
  }

  @Test
  void noCellIsMissing() {
    assertThat(run.outcomes).hasSize(Fault.values().length * Column.values().length);
    assertThat(run.outcomes)
        .filteredOn(outcome -> outcome.summary().equals("-"))
        .allSatisfy(outcome -> assertThat(outcome.detail()).isNotEmpty());
  }

  @Test
  void noThreadDescriptorAndMemoryIsLeftAtTheEnd() {
    assertThat(run.lines("held"))
        .singleElement()
        .satisfies(held -> assertThat(held.get(2)).as("%s", held).isEqualTo("true"));
  }

  @Test
  void hundredsOfLostConnectionsCostNoMemoryThreadOrDescriptor() {
    List<List<String>> phases = run.lines("rounds");
    assertThat(phases).as("%s", phases).hasSize(3);
    assertThat(number(phases, 2, 1)).isLessThan(MOST_GROWTH * number(phases, 1, 1));
    for (int what = 2; what <= 3; what++) { // threads and descriptors of cameras under way
      assertThat(number(phases, 2, what)).isLessThanOrEqualTo(number(phases, 1, what) + CHANCE);
    }
    assertThat(number(phases, 2, 4)).isLessThanOrEqualTo(2 * number(phases, 0, 4));
  }

  private static double number(List<List<String>> phases, int phase, int field) {
    return Double.parseDouble(phases.get(phase).get(field));
  }
}
