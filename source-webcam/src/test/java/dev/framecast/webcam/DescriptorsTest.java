package dev.framecast.webcam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorsTest {
  @TempDir Path table;

  private void use(int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      Files.createFile(table.resolve(Integer.toString(i)));
    }
  }

  @Test
  void aLowNumberThatIsFreeWillDoHoweverManyAreOpen() throws IOException {
    use(0, 500);
    use(501, 2_000);
    assertThatCode(() -> new Descriptors(table).requireLowOne("cam")).doesNotThrowAnyException();
  }

  @Test
  void withoutALowNumberTheCameraIsNotOpened() throws IOException {
    use(0, 1_001);
    assertThatThrownBy(() -> new Descriptors(table).requireLowOne("cam"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("cam")
        .hasMessageContaining("1001 files and connections")
        .hasMessageContaining("1024");
  }

  @Test
  void aCameraThatGotAHighNumberAllTheSameIsNotUsed() throws IOException {
    Path camera = Files.createFile(table.resolveSibling(table.getFileName() + "-video0"));
    Files.createSymbolicLink(table.resolve("37"), camera.toRealPath());
    assertThatCode(() -> new Descriptors(table).requireLow(camera, "cam"))
        .doesNotThrowAnyException();
    Files.createSymbolicLink(table.resolve("1024"), camera.toRealPath());
    assertThatThrownBy(() -> new Descriptors(table).requireLow(camera, "cam"))
        .isInstanceOf(SourceException.class);
    Files.delete(camera);
  }

  @Test
  void whereThereIsNoTableNothingIsRefused() {
    Descriptors none = new Descriptors(table.resolve("none"));
    assertThatCode(() -> none.requireLowOne("cam")).doesNotThrowAnyException();
    assertThat(table).exists();
  }
}
