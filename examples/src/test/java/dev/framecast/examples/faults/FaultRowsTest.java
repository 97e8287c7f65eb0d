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
      List<List<String>> rows = MatrixPage.rows();
      assertThat(rows).hasSize(Fault.values().length);
      for (Fault fault : Fault.values()) {
        List<String> row = rows.get(fault.ordinal());
        assertThat(row).hasSize(1 + rigs.size()).doesNotContain("**wrong**", "**not run**");
        assertThat(row.get(0)).isEqualTo(fault.title);
        for (int i = 0; i < rigs.size(); i++) {
          assertThat(row.get(1 + i).equals("-"))
              .as("%s, %s", fault.title, Column.values()[i].title)
              .isEqualTo(rigs.get(i).plan(fault).isAbsent());
        }
      }
    } finally {
      for (Rig rig : rigs) {
        rig.close();
      }
    }
  }
}
