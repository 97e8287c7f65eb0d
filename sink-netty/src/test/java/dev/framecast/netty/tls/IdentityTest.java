package dev.framecast.netty.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.netty.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private static final Path CHAIN = Path.of("cert.pem");
  private static final Path KEY = Path.of("key.pem");
  private static final TestCertificate EC = TestCertificate.create();
  private static final TestCertificate RSA = TestCertificate.of("RSA", "-keysize", "2048");

  private static Identity identity(String chain, String key) throws IOException {
    return Identity.of(CHAIN, chain, KEY, key);
  }

  @Test
  void keysOfAllUsualKindsAreTaken() throws IOException {
    TestCertificate ed = TestCertificate.of("Ed25519");
    for (TestCertificate each : new TestCertificate[] {EC, RSA, ed}) {
      Identity identity = identity("with words before\n" + each.certificatePem(), each.keyPem());
      assertThat(identity.key()).isEqualTo(each.key());
      assertThat(identity.own()).isEqualTo(each.certificate());
    }
  }

  @Test
  void keysInTheOlderFormsOfOpensslAreTaken() throws IOException {
    byte[] pkcs8 = RSA.key().getEncoded();
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length); // what is in its octets
    assertThat(identity(RSA.certificatePem(), TestCertificate.pem("RSA PRIVATE KEY", pkcs1)).key())
        .isEqualTo(RSA.key());
    assertThat(identity(Sec1.CERTIFICATE, Sec1.KEY).key().getAlgorithm()).isEqualTo("EC");
  }

  @Test
  void bothMayBeInOneFile() throws IOException {
    String both = EC.keyPem() + EC.certificatePem() + RSA.certificatePem();
    assertThat(identity(both, both).chain()).containsExactly(EC.certificate(), RSA.certificate());
  }

  @Test
  void whatIsNoPairIsToldByTheFileThatIsWrong() {
    assertThatThrownBy(() -> identity("", EC.keyPem()))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("certificate file cert.pem", "BEGIN CERTIFICATE", "PEM");
    assertThatThrownBy(() -> identity(EC.keyPem(), EC.keyPem()))
        .hasMessageContaining("certificate file cert.pem: has no");
    assertThatThrownBy(() -> identity(TestCertificate.pem("CERTIFICATE", new byte[9]), ""))
        .hasMessageContaining("certificate file cert.pem: certificate number 1 is broken");
    assertThatThrownBy(() -> identity(EC.certificatePem(), EC.certificatePem()))
        .hasMessageContainingAll("key file key.pem", "BEGIN PRIVATE KEY", "PEM");
    assertThatThrownBy(
            () -> identity(EC.certificatePem(), TestCertificate.pem("PRIVATE KEY", new byte[9])))
        .hasMessageContainingAll("key file key.pem: the key is broken", "RSA, EC or Ed25519");
    for (String type : new String[] {"EC PRIVATE KEY", "RSA PRIVATE KEY"}) {
      for (byte[] der : new byte[][] {{}, {48}, {48, -1, -1, -1, -1, -1}, new byte[40]}) {
        assertThatThrownBy(() -> identity(EC.certificatePem(), TestCertificate.pem(type, der)))
            .hasMessageContaining("key file key.pem: the key is broken");
      }
    }
    assertThatThrownBy(() -> identity(EC.certificatePem(), RSA.keyPem()))
        .hasMessageContainingAll("key file key.pem: does not belong", "cert.pem", "CN=localhost");
    TestCertificate other = TestCertificate.create();
    assertThatThrownBy(() -> identity(EC.certificatePem(), other.keyPem()))
        .hasMessageContaining("key file key.pem: does not belong");
  }

  @Test
  void aChainThatBeginsWithAnIssuerIsToldSo() {
    assertThatThrownBy(() -> identity(RSA.certificatePem() + EC.certificatePem(), EC.keyPem()))
        .hasMessageContainingAll("certificate number 2", "has to be the first");
  }

  @Test
  void anEncryptedKeyIsToldSoAndHowItIsDecrypted() {
    for (String key :
        new String[] {
          TestCertificate.pem("ENCRYPTED PRIVATE KEY", new byte[99]),
          TestCertificate.pem("RSA PRIVATE KEY", new byte[9])
              .replace("KEY-----\n", "KEY-----\nProc-Type: 4,ENCRYPTED\n\n")
        }) {
      assertThatThrownBy(() -> identity(EC.certificatePem(), key))
          .hasMessageContainingAll("key file key.pem: the key is encrypted", "openssl pkey");
    }
  }
}
