package dev.framecast.benchmarks.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Wrong command lines are told of in a line that names the option, the value, what is right. */
class CommandLinesTest {

  @ParameterizedTest
  @CsvSource({
    "--size,640,WIDTHxHEIGHT",
    "--size,0x480,WIDTHxHEIGHT",
    "--size,9999x480,WIDTHxHEIGHT",
    "--cameras,0,1 or more",
    "--fps,0,more than 0",
    "--fps,NaN,more than 0",
    "--sink,nginx,NETTY",
    "--camera,jpeg:/no/such.jpg,NoSuchFile"
  })
  void benchServer(String option, String value, String right) {
    assertThat(refused(BenchServer.command(), option, value))
        .contains(option, value.replace("jpeg:", ""), right);
  }

  @Test
  void makeJpeg(@TempDir Path folder) {
    assertThat(refused(MakeJpeg.command())).contains("WIDTHxHEIGHT", "FILE");
    assertThat(refused(MakeJpeg.command(), "640", "x.jpg")).contains("640", "1920x1080");
    Path file = folder.resolve("x.jpg");
    assertThat(MakeJpeg.command().execute("64x48", file.toString())).isZero();
    assertThat(file).isNotEmptyFile();
  }

  private static String refused(CommandLine command, String... args) {
    StringWriter errors = new StringWriter();
    command.setErr(new PrintWriter(errors, true));
    assertThat(command.execute(args)).isEqualTo(2);
    assertThat(errors.toString().lines()).hasSize(1);
    return errors.toString();
  }
}
