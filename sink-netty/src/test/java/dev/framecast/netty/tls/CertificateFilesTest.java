package dev.framecast.netty.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.netty.TestCertificate;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFilesTest {
  private static final TestCertificate FIRST = TestCertificate.create();
  private static final TestCertificate SECOND = TestCertificate.create();

  @TempDir private Path folder;
  private Path chain;
  private Path key;
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Logger log = Logger.getLogger(CertificateFiles.class.getName());
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            warnings.add(MessageFormat.format(entry.getMessage(), entry.getParameters()));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void write() throws IOException {
    chain = folder.resolve("cert.pem");
    key = folder.resolve("key.pem");
    FIRST.write(chain, key);
    log.addHandler(handler);
  }

  @AfterEach
  void stop() {
    log.removeHandler(handler);
  }

  private CertificateFiles files() throws IOException {
    return new CertificateFiles(chain, key, Clock.systemUTC());
  }

  @Test
  void theSameFilesGiveTheSameContext() throws IOException {
    CertificateFiles files = files();
    SslContext before = files.get();
    FIRST.write(chain, key); // touched
    files.look();
    assertThat(files.get()).isSameAs(before);
    assertThat(warnings).isEmpty();
  }

  @Test
  void renewedFilesAreTakenAtTheNextLook() throws IOException {
    CertificateFiles files = files();
    SslContext before = files.get();
    SECOND.write(chain, key);
    files.look();
    assertThat(files.get()).isNotSameAs(before);
    assertThat(warnings).isEmpty();
  }

  @Test
  void halfOfAPairLeavesTheOldOneAndIsWarnedOfOnceAtTheSecondLook() throws IOException {
    CertificateFiles files = files();
    SslContext before = files.get();
    Files.writeString(chain, SECOND.certificatePem());
    files.look();
    assertThat(warnings).as("may be half-written").isEmpty();
    for (int i = 0; i < 5; i++) {
      files.look();
    }
    assertThat(files.get()).isSameAs(before);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .contains("not renewed", "key file " + key + ": does not belong", "CN=localhost");
    Files.writeString(key, SECOND.keyPem());
    files.look();
    assertThat(files.get()).isNotSameAs(before);
    assertThat(warnings).hasSize(1);
  }

  @Test
  void filesThatAreGoneOrGarbageLeaveTheOldOne() throws IOException {
    CertificateFiles files = files();
    SslContext before = files.get();
    Files.delete(key);
    for (int i = 0; i < 3; i++) {
      files.look();
    }
    assertThat(warnings).singleElement().asString().contains(key + ": there is no such file");
    Files.write(key, new byte[2 * 1024 * 1024]);
    for (int i = 0; i < 3; i++) {
      files.look();
    }
    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(1)).contains("larger than 1 MiB");
    assertThat(files.get()).isSameAs(before);
    FIRST.write(chain, key);
    files.look();
    assertThat(files.get()).isSameAs(before);
  }

  @Test
  void missingFilesAreToldAtTheStart() throws IOException {
    Path nowhere = folder.resolve("nowhere.pem");
    assertThatThrownBy(() -> new CertificateFiles(nowhere, key, Clock.systemUTC()))
        .isInstanceOf(IOException.class)
        .hasMessage("certificate file " + nowhere + ": there is no such file");
    assertThatThrownBy(() -> new CertificateFiles(chain, nowhere, Clock.systemUTC()))
        .hasMessage("key file " + nowhere + ": there is no such file");
    assertThatThrownBy(() -> new CertificateFiles(folder, key, Clock.systemUTC()))
        .hasMessageContaining("certificate file " + folder + ": cannot be read");
  }

  @Test
  void anExpiredCertificateIsUsedAndWarnedOfOnce() throws IOException {
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(400));
    CertificateFiles files = new CertificateFiles(chain, key, later);
    files.look();
    assertThat(files.get()).isNotNull();
    assertThat(warnings).singleElement().asString().contains(chain + ": the certificate expired");
  }

  @Test
  void aCertificateOfTheFutureIsUsedAndWarnedOf() throws IOException {
    Clock before = Clock.offset(Clock.systemUTC(), Duration.ofDays(-2));
    assertThat(new CertificateFiles(chain, key, before).get()).isNotNull();
    assertThat(warnings).singleElement().asString().contains("valid only from");
  }
}
