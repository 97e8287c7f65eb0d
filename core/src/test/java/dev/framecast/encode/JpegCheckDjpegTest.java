package dev.framecast.encode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.framecast.encode.FuzzVerdicts.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same as {@link JpegCheckFuzzTest} with libjpeg-turbo, which is what browsers decode with. */
@Tag("real")
class JpegCheckDjpegTest {
  @TempDir private Path folder;

  @Test
  void whatPassesIsDecodedByLibjpegTurboAndWhatItDecodesPasses() throws Exception {
    FuzzVerdicts verdicts = new FuzzVerdicts();
    verdicts.run(2, 700, this::decode);
    verdicts.judge();
  }

  private Outcome decode(byte[] jpeg, List<String> words) throws IOException, InterruptedException {
    Path file = Files.write(folder.resolve("changed.jpg"), jpeg);
    // Verbose enough for each warning to be told, and not the first alone.
    Process djpeg =
        new ProcessBuilder(
                "djpeg", "-debug", "-debug", "-debug", "-outfile", "/dev/null", file.toString())
            .redirectErrorStream(true)
            .start();
    djpeg.getOutputStream().close();
    String said = new String(djpeg.getInputStream().readAllBytes(), US_ASCII);
    int status = djpeg.waitFor();
    if (status == 1) {
      words.add(said.substring(Math.max(0, said.length() - 90)));
      return Outcome.FAILS;
    }
    return FuzzVerdicts.isDamage(said) ? Outcome.DAMAGED : Outcome.WHOLE;
  }
}
