package dev.framecast.netty.tls;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * A server's certificate and key in PEM files that are renewed now and then. New connections get
 * what was in them at the last look; those that there are go on with what they began with. The
 * context may be asked for on any thread; one at a time looks.
 */
public final class CertificateFiles implements Supplier<SslContext> {
  private static final System.Logger LOG = System.getLogger(CertificateFiles.class.getName());

  /** What was read, by its hash: a key is not kept for comparing. */
  private record Content(String chain, String key, String hash) {}

  private final Path chain;
  private final Path key;
  private final Clock clock;

  private volatile SslContext current;
  private Instant expiry = Instant.MAX;
  private String loaded = "";

  /** What could not be taken at the last look, and what has been told of. */
  private String refused = "";

  private String told = "";

  /**
   * Reads them. May block, as files do.
   *
   * @throws IOException when they are no certificate and its key; it says why
   */
  public CertificateFiles(Path chain, Path key, Clock clock) throws IOException {
    this.chain = chain;
    this.key = key;
    this.clock = clock;
    Content content = read();
    this.current = take(content);
    warnOfExpiry();
  }

  /** What new connections are to be encrypted with. */
  @Override
  public SslContext get() {
    return current;
  }

  /**
   * Takes the files anew if they have changed. Files that are no pair may be half-written, so it is
   * told of only when that is still so at the next look, and once. May block, as files do.
   */
  public synchronized void look() {
    try {
      lookAtFiles();
    } catch (RuntimeException | Error e) { // or else it were the last look
      LOG.log(Level.WARNING, "the certificate's files could not be looked at", e);
    }
    warnOfExpiry();
  }

  private void lookAtFiles() {
    String state = "";
    try {
      Content content = read();
      state = content.hash();
      if (!state.equals(loaded)) {
        current = take(content);
        LOG.log(Level.INFO, "the certificate in {0} is taken for new connections", chain);
      }
      refused = "";
      told = "";
    } catch (IOException e) {
      state += e.getMessage();
      if (state.equals(refused) && !state.equals(told)) {
        told = state;
        LOG.log(
            Level.WARNING,
            "the certificate was not renewed, and the one before stays in use: {0}",
            e.getMessage());
      }
      refused = state;
    }
  }

  private Content read() throws IOException {
    String certificates = PemBlocks.read("certificate file", chain);
    String privateKey = PemBlocks.read("key file", key);
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update(hash.digest(certificates.getBytes(StandardCharsets.ISO_8859_1)));
      hash.update(privateKey.getBytes(StandardCharsets.ISO_8859_1));
      return new Content(certificates, privateKey, HexFormat.of().formatHex(hash.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private SslContext take(Content content) throws IOException {
    Identity identity = Identity.of(chain, content.chain(), key, content.key());
    SslContext context;
    try {
      context = TlsSettings.context(identity);
    } catch (SSLException | IllegalArgumentException | IllegalStateException e) {
      throw new IOException("certificate file " + chain + ": cannot be used: " + e.getMessage(), e);
    }
    X509Certificate own = identity.own();
    expiry = own.getNotAfter().toInstant();
    loaded = content.hash();
    if (own.getNotBefore().toInstant().isAfter(clock.instant())) {
      LOG.log(
          Level.WARNING,
          "certificate file {0}: valid only from {1} on; browsers refuse it until then",
          chain,
          own.getNotBefore().toInstant());
    }
    return context;
  }

  /** Once for each certificate. */
  private void warnOfExpiry() {
    if (clock.instant().isAfter(expiry)) {
      LOG.log(
          Level.WARNING,
          "certificate file {0}: the certificate expired at {1}; browsers refuse it, renew it",
          chain,
          expiry);
      expiry = Instant.MAX;
    }
  }
}
