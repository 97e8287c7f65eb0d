package dev.framecast.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.examples.faults.Rig.Column;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A row of the fault matrix in each build, and that the page with all of them is up to date. */
@Timeout(90)
class FaultRowsTest {
  @Test
  void connectionsThatAreResetComeBackOnEachSource() throws Exception {
    MatrixRun run = new MatrixRun(".*/RESET");
    assertThat(run.outcomes)
        .hasSize(Column.values().length)
        .allSatisfy(outcome -> assertThat(outcome.wrong()).as(outcome.detail()).isEmpty());
  }

  @Test
  void thePageHasEachFaultAndEachSourceAndNothingWrong(@TempDir Path folder) throws Exception {
    HostsFile hosts = new HostsFile(folder.resolve("hosts"));
    List<Rig> rigs = new ArrayList<>();
    for (Column column : Column.values()) {
      rigs.add(column.rig("page-" + column, hosts));
    }
    try {
      List<List<String>> expected = new ArrayList<>();
      for (Fault fault : Fault.values()) {
        List<String> row = new ArrayList<>(List.of(fault.title));
        rigs.forEach(rig -> row.add(rig.plan(fault).isAbsent() ? "-" : "seen"));
        expected.add(row);
      }
      assertThat(MatrixPage.rows())
          .allSatisfy(row -> assertThat(row).doesNotContain("**wrong**", "**not run**"))
          .map(FaultRowsTest::withoutFigures)
          .isEqualTo(expected);
    } finally {
      for (Rig rig : rigs) {
        rig.close();
      }
    }
  }

  /** What was seen differs from run to run. */
  private static List<String> withoutFigures(List<String> row) {
    List<String> plain = new ArrayList<>(List.of(row.get(0)));
    row.stream().skip(1).forEach(cell -> plain.add(cell.equals("-") ? cell : "seen"));
    return plain;
  }
}
