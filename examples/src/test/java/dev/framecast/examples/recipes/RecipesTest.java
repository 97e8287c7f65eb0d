package dev.framecast.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipesTest {
  @Test
  void aSnapshotIsAPictureInAFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.jpg");
    SnapshotToFile.main(new String[] {file.toString()});
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(1280);
  }

  @Test
  void theCustomSourceDraws() {
    assertThat(CustomSource.draw().getWidth()).isEqualTo(320);
  }
}
