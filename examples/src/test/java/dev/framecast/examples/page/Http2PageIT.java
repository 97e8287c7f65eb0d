package dev.framecast.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages over https, and so over HTTP/2, in a real browser. */
@Tag("real")
class Http2PageIT {
  private static final String PASSWORD = "for-this-test";

  @TempDir private Path folder;
  private Path certificate;
  private Path key;

  @BeforeEach
  void makeCertificate() throws IOException, GeneralSecurityException, InterruptedException {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    certificate = folder.resolve("cert.pem");
    key = folder.resolve("key.pem");
    write(certificate, "CERTIFICATE", keys.getCertificate("server").getEncoded());
    write(key, "PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
  }

  private static void write(Path file, String type, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
  }

  private PageStage stage() throws IOException {
    return new PageStage(false, builder -> builder.tls(certificate, key));
  }

  @Test
  void thePageShowsSixtyFourCameras() throws IOException {
    try (PageStage stage = stage().patterns(64, 320, 180, 5).open("/")) {
      assertThat(stage.tiles.ids()).hasSize(64);
      assertThat(stage.connections()).isLessThanOrEqualTo(2); // one dialled in advance
      assertThat(stage.viewers()).isEqualTo(64);
      assertThat(stage.browser.complaints()).isEmpty();
    }
  }

  @Test
  void aPageOfOnesOwnShowsSixtyFourImagesWhereHttp1HasSix() throws IOException {
    try (PageStage stage = stage().patterns(64, 320, 180, 5)) {
      stage.browser.open(stage.address("/cameras"));
      stage.browser.run(
          "for (let i = 1; i <= 64; i++) {"
              + "  const image = new Image(); image.src = `cameras/cam${i}/stream.mjpg`;"
              + "  document.body.append(image);"
              + "}");
      stage.await(
          "64 images",
          () ->
              stage.browser.number(
                      "return [...document.images].filter(i => i.naturalWidth === 320).length")
                  == 64);
      assertThat(stage.viewers()).isEqualTo(64);
      // Browsers dial a second one in advance now and then.
      assertThat(stage.connections()).isLessThanOrEqualTo(2);
    }
  }
}
