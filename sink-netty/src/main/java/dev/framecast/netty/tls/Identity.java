package dev.framecast.netty.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Who a server is: its certificate, those of who issued it, and the key that belongs to it.
 *
 * @param chain the server's own certificate first
 */
record Identity(List<X509Certificate> chain, PrivateKey key) {

  /**
   * Of what is in two PEM files, which may be the same one.
   *
   * @throws IOException when they are no such pair; it says what is wrong with which of them
   */
  static Identity of(Path chainFile, String chain, Path keyFile, String key) throws IOException {
    List<X509Certificate> certificates = certificates(chainFile, chain);
    PrivateKey privateKey = key(keyFile, key);
    X509Certificate own = certificates.get(0);
    if (!PrivateKeys.belong(privateKey, own.getPublicKey())) {
      for (int i = 1; i < certificates.size(); i++) {
        if (PrivateKeys.belong(privateKey, certificates.get(i).getPublicKey())) {
          throw new IOException(
              certificateFile(chainFile)
                  + ": the key is that of its certificate number "
                  + (i + 1)
                  + "; the server's own has to be the first");
        }
      }
      throw new IOException(
          keyFile(keyFile)
              + ": does not belong to the certificate in "
              + chainFile
              + " ("
              + own.getSubjectX500Principal().getName()
              + "); give the key that this was issued for");
    }
    return new Identity(certificates, privateKey);
  }

  X509Certificate own() {
    return chain.get(0);
  }

  static String certificateFile(Path file) {
    return "certificate file " + file;
  }

  static String keyFile(Path file) {
    return "key file " + file;
  }

  private static List<X509Certificate> certificates(Path file, String text) throws IOException {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (PemBlocks.Block block : PemBlocks.of(text)) {
        if (block.type().endsWith("CERTIFICATE")) {
          chain.add(
              (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
        }
      }
    } catch (CertificateException | IllegalArgumentException e) {
      throw new IOException(
          certificateFile(file) + ": certificate number " + (chain.size() + 1) + " is broken", e);
    }
    if (chain.isEmpty()) {
      throw new IOException(
          certificateFile(file)
              + ": has no \"-----BEGIN CERTIFICATE-----\"; it has to be in PEM form, the server's"
              + " own certificate first, then those of who issued it");
    }
    return chain;
  }

  private static PrivateKey key(Path file, String text) throws IOException {
    for (PemBlocks.Block block : PemBlocks.of(text)) {
      if (block.type().endsWith("PRIVATE KEY")) {
        if (block.isEncrypted()) {
          throw new IOException(
              keyFile(file)
                  + ": the key is encrypted; it has to be without a passphrase (openssl pkey -in"
                  + " FILE -out FILE), in a file that only this user may read");
        }
        PrivateKey key = PrivateKeys.of(block);
        if (key == null) {
          throw new IOException(
              keyFile(file) + ": the key is broken; it has to be an RSA, EC or Ed25519 key");
        }
        return key;
      }
    }
    throw new IOException(
        keyFile(file) + ": has no \"-----BEGIN PRIVATE KEY-----\"; it has to be in PEM form");
  }
}
