package dev.framecast.internal;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which certificate a camera may have: one that this Java trusts and that is for the camera's host
 * name, one of a given fingerprint, or any. Immutable.
 *
 * <p>Most cameras have made their certificate themselves. So what is refused is told with its
 * fingerprint, which can then be set.
 */
public final class CertificateTrust {
  private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();

  private final @Nullable String fingerprint;
  private final boolean insecure;

  /** Instead of what this Java trusts. */
  private final @Nullable X509ExtendedTrustManager manager;

  private CertificateTrust(
      @Nullable String fingerprint, boolean insecure, @Nullable X509ExtendedTrustManager manager) {
    this.fingerprint = fingerprint;
    this.insecure = insecure;
    this.manager = manager;
  }

  /** What this Java trusts, for the host name that was asked for. */
  public static CertificateTrust ofSystem() {
    return new CertificateTrust(null, false, null);
  }

  /** What that manager trusts, for the host name that was asked for. */
  public static CertificateTrust of(X509ExtendedTrustManager manager) {
    return new CertificateTrust(null, false, manager);
  }

  /** Any certificate of anybody. */
  public static CertificateTrust insecure() {
    return new CertificateTrust(null, true, null);
  }

  /**
   * The certificate of that fingerprint and no other, whatever its chain, host name and dates are.
   *
   * @param fingerprint the SHA-256 of the camera's own certificate: 64 hexadecimal digits in any
   *     case, with or without colons
   * @throws IllegalArgumentException when it is none
   */
  public static CertificateTrust pinned(String fingerprint) {
    String digits = fingerprint.replaceAll("[:\\s]", "").toUpperCase(Locale.ROOT);
    if (!digits.matches("[0-9A-F]{64}")) {
      throw new IllegalArgumentException(
          "fingerprint: must be the SHA-256 of a certificate, 64 hexadecimal digits with or without"
              + " colons");
    }
    return new CertificateTrust(HEX.formatHex(HexFormat.of().parseHex(digits)), false, null);
  }

  /** Whether the host name counts, so that a handshake has to compare it ("HTTPS"). */
  public boolean checksHostName() {
    return fingerprint == null && !insecure;
  }

  private X509ExtendedTrustManager manager() {
    return manager == null ? Platform.TRUST : manager;
  }

  /** A new context that trusts accordingly. The first one may take a while: it reads files. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Check(this)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /** Our side of a handshake with a server of that name or address. */
  public SSLEngine engine(String host, int port) {
    SSLEngine engine = context().createSSLEngine(host, port);
    engine.setUseClientMode(true);
    if (checksHostName()) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
    }
    return engine;
  }

  /**
   * Why a camera's certificate was refused, for people, with what to set if it is the right one;
   * null if that is not why the handshake failed.
   */
  public static @Nullable String problem(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof Refused) {
        return t.getMessage();
      }
    }
    return null;
  }

  /** The SHA-256 of a certificate: pairs of hexadecimal digits, with colons between them. */
  public static String fingerprint(X509Certificate certificate)
      throws CertificateEncodingException {
    try {
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** The message is for people. */
  private static final class Refused extends CertificateException {
    private static final long serialVersionUID = 1L;

    Refused(String what, String fingerprint) {
      super(
          "the camera's certificate "
              + what
              + "; if it is your camera's, set fingerprint="
              + fingerprint);
    }
  }

  /** What this Java trusts; read when first needed. */
  private static final class Platform {
    static final X509ExtendedTrustManager TRUST = load();

    private static X509ExtendedTrustManager load() {
      try {
        TrustManagerFactory all =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        all.init((KeyStore) null);
        for (TrustManager each : all.getTrustManagers()) {
          if (each instanceof X509ExtendedTrustManager trust) {
            return trust;
          }
        }
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java's trusted certificates cannot be read", e);
      }
      throw new IllegalStateException("this Java has no trusted certificates");
    }
  }

  /** Asked during handshakes, on the thread that makes them. */
  private static final class Check extends X509ExtendedTrustManager {
    private final CertificateTrust rule;

    Check(CertificateTrust rule) {
      this.rule = rule;
    }

    /** One of the platform's own checks. */
    private interface Platforms {
      void check() throws CertificateException;
    }

    private void check(X509Certificate[] chain, Platforms chainAlone, Platforms withHost)
        throws CertificateException {
      if (rule.insecure) {
        return;
      }
      String actual = fingerprint(chain[0]);
      if (rule.fingerprint != null) {
        if (!rule.fingerprint.equals(actual)) {
          throw new Refused("is not the one with fingerprint=" + rule.fingerprint, actual);
        }
        return;
      }
      try {
        chainAlone.check();
      } catch (CertificateException e) {
        throw new Refused(reason(e), actual);
      }
      try {
        withHost.check();
      } catch (CertificateException e) {
        throw new Refused("is for another host name", actual);
      }
    }

    private static String reason(CertificateException e) {
      for (Throwable t = e; t != null; t = t.getCause()) {
        if (t instanceof CertificateExpiredException) {
          return "is not trusted: it has expired";
        }
        if (t instanceof CertificateNotYetValidException) {
          return "is not trusted: it is not valid yet, or this machine's clock is wrong";
        }
      }
      return "is not trusted";
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(
          chain,
          () -> rule.manager().checkServerTrusted(chain, type),
          () -> rule.manager().checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(
          chain,
          () -> rule.manager().checkServerTrusted(chain, type),
          () -> {
            if (socket instanceof SSLSocket) {
              rule.manager().checkServerTrusted(chain, type, socket);
            }
          });
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain, () -> rule.manager().checkServerTrusted(chain, type), () -> {});
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("for clients alone");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("for clients alone");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("for clients alone");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
