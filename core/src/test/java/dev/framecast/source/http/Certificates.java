package dev.framecast.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.internal.CertificateTrust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** A key and a certificate that it has signed itself, as cameras have them. */
public record Certificates(KeyStore store) {
  private static final String PASSWORD = "changeit";

  /**
   * Made by the running JDK's own tool.
   *
   * @param more its options, such as {@code -ext SAN=ip:127.0.0.1}
   */
  public static Certificates make(Path folder, String... more) throws Exception {
    Path file = newFile(folder);
    generate(file, "a", more);
    return new Certificates(load(file));
  }

  /** As {@link #make}, but signed by an authority; {@link #trust} is of those who trust that. */
  static Certificates signed(Path folder, String... more) throws Exception {
    Path file = newFile(folder);
    generate(file, "ca", "-ext", "bc:c");
    List<String> options = new ArrayList<>(List.of("-signer", "ca"));
    options.addAll(List.of(more));
    generate(file, "a", options.toArray(String[]::new));
    KeyStore store = load(file);
    Certificate root = store.getCertificate("ca");
    store.deleteEntry("ca"); // the camera has not the authority's key
    store.setCertificateEntry("root", root);
    return new Certificates(store);
  }

  private static Path newFile(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "key", ".p12");
    Files.delete(file);
    return file;
  }

  private static void generate(Path file, String alias, String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    // In half of the time.
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + alias));
    command.addAll(List.of("-alias", alias));
    command.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD));
    command.addAll(List.of(more));
    Process tool = new ProcessBuilder(command).inheritIO().start();
    assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  private static KeyStore load(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  String fingerprint() throws Exception {
    return CertificateTrust.fingerprint((X509Certificate) store.getCertificate("a"));
  }

  /** For the camera. */
  public SSLContext server() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** For those who trust it. */
  SSLContext client() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers("a"), null);
    return context;
  }

  /** Of those who trust the authority that has signed it. */
  X509ExtendedTrustManager trust() throws Exception {
    return (X509ExtendedTrustManager) managers("root")[0];
  }

  private TrustManager[] managers(String alias) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(alias, store.getCertificate(alias));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    return trust.getTrustManagers();
  }
}
