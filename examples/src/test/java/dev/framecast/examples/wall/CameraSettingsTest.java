package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class CameraSettingsTest {

  @Test
  void theNamesAreThoseThatAreRead() {
    Throwable refused =
        Assertions.catchThrowable(() -> CameraSettings.read(Map.of("nonsense", "x")));
    assertThat(refused)
        .hasMessageEndingWith("must be one of " + String.join(", ", CameraSettings.NAMES));
  }

  @Test
  void thePageHasAll() throws Exception {
    String page = Files.readString(Path.of("../docs/addresses.md"));
    assertThat(CameraSettings.NAMES).allMatch(name -> page.contains("`" + name + "`"));
  }

  @Test
  void theExampleOfThePageIsUnderstood() throws Exception {
    String page = Files.readString(Path.of("../docs/addresses.md"));
    String example = page.substring(page.indexOf("# ID=ADDRESS"));
    byte[] file = example.substring(0, example.indexOf("```")).getBytes(StandardCharsets.UTF_8);
    assertThat(new HashMap<>(CameraFile.parse(file, Set.of()))).containsOnlyKeys("door", "yard");
  }
}
