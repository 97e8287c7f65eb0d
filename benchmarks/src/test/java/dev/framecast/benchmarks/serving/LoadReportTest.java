package dev.framecast.benchmarks.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LoadReportTest {
  private static final String[] UNKNOWN = {
    "\"serverCpuS\":-1.00,", "\"cpuUsPerFrame\":-1.00,", "\"cpuSPerGB\":-1.000,", "\"peakMB\":-1.0,"
  };

  @Test
  void withoutAProcessItsFiguresAreUnknown() {
    assertThat(json(0, () -> {})).contains(UNKNOWN);
    assertThat(json(Long.MAX_VALUE, () -> {})).contains(UNKNOWN);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void ofAProcessThatEndsMeanwhileTheyAreUnknown() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    String json =
        json(
            process.pid(),
            () -> {
              process.destroyForcibly();
              process.onExit().join();
            });
    assertThat(json).contains(UNKNOWN);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void ofOurselvesTheyAreKnown() {
    assertThat(json(ProcessHandle.current().pid(), () -> {})).doesNotContain(UNKNOWN);
  }

  private static String json(long pid, Runnable meanwhile) {
    LoadReport report = new LoadReport(pid);
    report.begin();
    report.bytes(1000);
    report.frame(false, true);
    meanwhile.run();
    report.end();
    return report.json(List.of(), 0);
  }
}
