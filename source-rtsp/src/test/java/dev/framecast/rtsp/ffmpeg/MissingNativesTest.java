package dev.framecast.rtsp.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MissingNativesTest {
  @Test
  void whoLacksTheNativeLibrariesIsToldWhatToAdd() throws Exception {
    String withoutNatives =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(part -> !part.matches(".*-(linux|macosx|windows)-\\w+\\.jar"))
            .collect(Collectors.joining(File.pathSeparator));
    String java = System.getProperty("java.home") + "/bin/java";
    Process process =
        new ProcessBuilder(java, "-cp", withoutNatives, Loads.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said)
        .as("the first time and the second")
        .containsSubsequence(
            "native libraries for ", "org.bytedeco:ffmpeg", "native libraries for ", "Gradle");
  }

  static final class Loads {
    public static void main(String[] args) {
      for (int i = 0; i < 2; i++) {
        try {
          FFmpeg.load();
        } catch (IllegalStateException e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }
}
