package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.framecast.Await;
import dev.framecast.examples.wall.CopiedWall.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./wall} does before there is a wall. Its shell may be any of POSIX. */
@Timeout(60)
class WallScriptTest {
  private static final String BUILDING = "wall: building, once";
  private static final String PREPARING = "wall: preparing a faster start, once";

  private static final String NEVER_ENDS = "echo $$ >'%s/started'; exec sleep 1000";

  @TempDir private Path folder;

  private CopiedWall wall(String shell) throws Exception {
    assumeTrue(CopiedWall.tool(shell) != null, shell);
    return new CopiedWall(shell, folder.toRealPath());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void theFirstStartBuildsAndPreparesAndTheSecondJustStarts(String shell) throws Exception {
    CopiedWall wall = wall(shell);
    Ended first = wall.run();
    assertThat(first.code()).isZero();
    assertThat(first.errors()).containsExactly(BUILDING, PREPARING);
    assertThat(first.out()).hasSize(1).first().asString().endsWith("wall.jar --port 0");
    assertThat(wall.called())
        .containsExactly("build", "training", "dump", "start out of an archive");
    assertThat(wall.inTarget("archive.??????")).isEmpty();
    Ended second = wall.run();
    assertThat(second.errors()).isEmpty();
    assertThat(wall.called()).containsExactly("start out of an archive");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void withoutMavenOrJavaItSaysWhatItNeeds(String shell) throws Exception {
    CopiedWall wall = wall(shell);
    wall.remove("mvn");
    Ended withoutMaven = wall.run();
    assertThat(withoutMaven.code()).isEqualTo(1);
    assertThat(withoutMaven.errors())
        .containsExactly("wall: needs Maven (mvn) and a JDK, 17 or later");
    wall.remove("java");
    Ended withoutJava = wall.run();
    assertThat(withoutJava.code()).isEqualTo(1);
    assertThat(withoutJava.errors())
        .containsExactly("wall: needs a JDK, 17 or later: there is no java");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void aJarThatLooksOldIsStartedWhereThereIsNoMaven(String shell) throws Exception {
    CopiedWall wall = wall(shell);
    wall.run();
    CopiedWall.makeOld(wall.top);
    Files.writeString(wall.source("core"), "changed");
    wall.remove("mvn");
    wall.called();
    Ended ended = wall.run();
    assertThat(ended.code()).isZero();
    assertThat(ended.errors())
        .containsExactly("wall: it may be old: there is no Maven (mvn) to build it anew");
    assertThat(wall.called()).containsExactly("start out of an archive");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void whatIsNotMavensLogIsShownWhenABuildFails(String shell) throws Exception {
    CopiedWall wall = wall(shell);
    wall.maven(
        """
        printf '\\033[0m\\033[0m[INFO] Scanning for projects...\\n'
        echo '[INFO] Building framecast-core 0.1.0-SNAPSHOT      [2/8]'
        echo '[WARNING] something else'
        echo
        printf '%s\\n' 'Unrecognized option: --add-exports=a\\nb=ALL-UNNAMED' >&2
        echo '[ERROR] A.java:[1,2] cannot find symbol'
        echo '  symbol:   class B'
        printf 'Error: Could not create the Java Virtual Machine.\\033[0m\\033[0m'
        exit 1""");
    Ended ended = wall.run();
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.errors().stream().map(line -> line.replace("\033[0m", "")))
        .containsExactly(
            BUILDING,
            "wall: building framecast-core [2/8]",
            "Unrecognized option: --add-exports=a\\nb=ALL-UNNAMED",
            "[ERROR] A.java:[1,2] cannot find symbol",
            "  symbol:   class B",
            "Error: Could not create the Java Virtual Machine.",
            "wall: the build failed");
    assertThat(wall.called()).containsExactly("build");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void aFileThatIsSavedWhileItBuildsIsBuiltTheNextTime(String shell) throws Exception {
    CopiedWall wall = wall(shell);
    Path classes = Files.createDirectories(wall.top.resolve("core/target/classes"));
    Path others = Files.createDirectories(wall.top.resolve("sink-netty/target/classes"));
    wall.maven(
        """
        touch begun
        until [ core/src/main/java/A.java -nt begun ]; do
          touch core/src/main/java/A.java
        done
        """
            + CopiedWall.BUILDS);
    assertThat(wall.run().errors()).containsExactly(BUILDING, PREPARING);
    wall.maven(CopiedWall.BUILDS);
    wall.called();
    assertThat(wall.run().errors()).containsExactly(BUILDING, PREPARING);
    assertThat(wall.called()).contains("build");
    assertThat(classes).as("what Maven may take for compiled of it").doesNotExist();
    assertThat(others).exists();
    assertThat(wall.run().errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void aFileThatIsDeletedIsNoticed(String shell) throws Exception {
    CopiedWall wall = wall(shell);
    wall.run();
    CopiedWall.makeOld(wall.top);
    Files.delete(wall.source("source-rtsp"));
    wall.called();
    assertThat(wall.run().errors()).containsExactly(BUILDING, PREPARING);
    assertThat(wall.called()).contains("build");
    Files.createDirectories(wall.top.resolve("source-rtsp/target/classes"));
    assertThat(wall.run().errors()).as("what a build makes does not count").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"sh, INT, 130", "sh, TERM, 143", "sh, HUP, 129", "bash, INT, 130", "bash, TERM, 143"})
  void aSignalWhileItPreparesEndsItAndItsChildAndStartsNothing(
      String shell, String signal, int code) throws Exception {
    CopiedWall wall = wall(shell);
    wall.java(NEVER_ENDS.formatted(folder));
    Ended ended = signalled(wall, signal);
    assertThat(ended.code()).isEqualTo(code);
    assertThat(ended.errors()).containsExactly(BUILDING, PREPARING);
    assertThat(wall.called()).containsExactly("build", "training");
    assertThat(wall.inTarget("{archive.??????,*.jsa}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"sh, INT, 130", "sh, TERM, 143", "sh, HUP, 129", "bash, INT, 130", "bash, TERM, 143"})
  void aSignalWhileItBuildsEndsItAndMavenAndTheNextStartBuildsAll(
      String shell, String signal, int code) throws Exception {
    CopiedWall wall = wall(shell);
    wall.run();
    CopiedWall.makeOld(wall.top);
    Files.writeString(wall.source("core"), "changed");
    Path half = Files.createDirectories(wall.top.resolve("source-rtsp/target/classes"));
    wall.maven(NEVER_ENDS.formatted(folder));
    wall.called();
    Ended ended = signalled(wall, signal);
    assertThat(ended.code()).isEqualTo(code);
    assertThat(ended.errors()).containsExactly(BUILDING);
    assertThat(wall.called()).containsExactly("build");
    assertThat(wall.inTarget("{build.??????,wall.jar}")).isEmpty();
    assertThat(half).doesNotExist();
    wall.maven(CopiedWall.BUILDS);
    assertThat(wall.run().errors()).containsExactly(BUILDING, PREPARING);
  }

  /** What becomes of it by that signal once a child of it has begun that never ends, as it must. */
  private Ended signalled(CopiedWall wall, String signal) throws Exception {
    Path started = folder.resolve("started");
    Process process = wall.begin(wall.top, Map.of(), wall.top.resolve("wall").toString());
    Await.until(
        "its child begins",
        () -> Files.exists(started) && Files.readString(started).endsWith("\n"));
    long child = Long.parseLong(Files.readString(started).strip());
    boolean left;
    Ended ended;
    try {
      new ProcessBuilder("kill", "-s", signal, Long.toString(process.pid())).start().waitFor();
      ended = wall.end(process);
    } finally {
      left = ProcessHandle.of(child).map(ProcessHandle::destroyForcibly).orElse(false);
    }
    assertThat(left).as("its child is there").isFalse();
    return ended;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void anArchiveThatCannotBeMadeIsTriedOnceAndTheReasonKept(String shell) throws Exception {
    CopiedWall wall = wall(shell);
    wall.java("echo 'no room' >&2; exit 1");
    Ended first = wall.run();
    assertThat(first.code()).isZero();
    assertThat(first.errors())
        .containsExactly(
            BUILDING, PREPARING, "wall: no faster start: examples/target/archive.log says why");
    assertThat(Files.readString(wall.target().resolve("archive.log"))).isEqualTo("no room\n");
    assertThat(wall.inTarget("archive.??????")).isEmpty();
    assertThat(wall.called()).containsExactly("build", "training", "start");
    assertThat(wall.run().errors()).isEmpty();
    assertThat(wall.called()).containsExactly("start");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void thereIsOneArchiveThoughThereAreOtherJdksAndLeftovers(String shell) throws Exception {
    CopiedWall wall = wall(shell);
    wall.run();
    List<String> before = wall.inTarget("*.jsa");
    Files.createDirectory(wall.target().resolve("archive.abcdef"));
    CopiedWall.makeOld(wall.target().resolve("archive.abcdef"));
    wall.otherJdk();
    assertThat(wall.run().errors()).containsExactly(PREPARING);
    assertThat(wall.inTarget("*.jsa")).hasSize(1).isNotEqualTo(before);
    assertThat(wall.inTarget("archive.??????")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void itFindsItsProjectByALinkAndWhateverCdpathIs(String shell) throws Exception {
    CopiedWall wall = wall(shell);
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/project"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("cameras"), wall.top.resolve("wall"));
    assertThat(wall.end(wall.begin(folder, Map.of(), link.toString())).code()).isZero();
    Map<String, String> cdpath = Map.of("CDPATH", folder.resolve("elsewhere").toString());
    Ended ended = wall.end(wall.begin(folder, cdpath, "project/wall"));
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).first().asString().contains(wall.target().toString());
  }
}
