package dev.framecast.examples.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The matrix, or some of its cells, run in a process of its own. */
final class MatrixRun {
  /** By row, and within a row by column. */
  final List<Outcome> outcomes = new ArrayList<>();

  /** Lines that begin so, split at tabs. */
  private final List<List<String>> others = new ArrayList<>();

  /**
   * Waits for its end.
   *
   * @param cells a regular expression for them; empty for all of them and the repeated faults
   */
  MatrixRun(String cells) throws IOException, InterruptedException {
    Path hosts = Files.createTempFile("hosts", ".txt");
    List<String> options = List.of("-Djdk.net.hosts.file=" + hosts, "-Xmx256m", "-XX:+UseSerialGC");
    String program = FaultMatrix.class.getName();
    Process process =
        cells.isEmpty()
            ? ChildJvm.start(program, options, hosts.toString())
            : ChildJvm.start(program, options, hosts.toString(), cells);
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (Outcome.isLine(line)) {
          outcomes.add(Outcome.ofLine(line));
        } else {
          others.add(List.of(line.split("\t", -1)));
        }
      }
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(hosts);
    }
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException("the matrix ended with exit code " + exit + ": " + others);
    }
    outcomes.sort(
        (a, b) ->
            a.fault() == b.fault()
                ? a.column().compareTo(b.column())
                : a.fault().compareTo(b.fault()));
  }

  /** What came of one cell. */
  Optional<Outcome> of(Fault fault, Rig.Column column) {
    return outcomes.stream()
        .filter(outcome -> outcome.fault() == fault && outcome.column() == column)
        .findFirst();
  }

  /** Other lines that it said, by their first word and without it. */
  List<List<String>> lines(String word) {
    return others.stream()
        .filter(line -> line.get(0).equals(word))
        .map(line -> line.subList(1, line.size()))
        .toList();
  }
}
