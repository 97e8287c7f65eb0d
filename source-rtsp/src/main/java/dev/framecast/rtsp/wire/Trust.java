package dev.framecast.rtsp.wire;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which certificates are good for RTSPS: those that the JDK trusts for that host, unless one is
 * pinned by its fingerprint, or none is asked for.
 *
 * @param fingerprint 64 hex digits in lower case, or null
 */
public record Trust(@Nullable String fingerprint, boolean insecure) {
  /** As the JDK has it. */
  public static final Trust DEFAULT = new Trust(null, false);

  /**
   * A fingerprint as people write it.
   *
   * @throws IllegalArgumentException if it is not SHA-256 in hex
   */
  public static String parseFingerprint(String text) {
    String hex = text.replace(":", "").replace(" ", "").toLowerCase(Locale.ROOT);
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "fingerprint: must be the SHA-256 of the camera's certificate, 64 hex digits with or"
              + " without colons");
    }
    return hex;
  }

  /** TLS over a connection, after the certificate was found good. */
  public Socket wrap(Socket plain, Target target, int port) throws IOException {
    Checker checker = new Checker(this);
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {checker}, null);
      SSLSocket socket =
          (SSLSocket) tls.getSocketFactory().createSocket(plain, target.hostName(), port, true);
      if (!insecure && fingerprint == null) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
      }
      socket.startHandshake();
      return socket;
    } catch (SSLException e) {
      throw checker.refused.isEmpty()
          ? target.error(Kind.BROKEN, "no TLS connection: " + e.getMessage())
          : refusal(target, checker.refused);
    } catch (GeneralSecurityException e) {
      throw new SourceException(Kind.UNSUPPORTED, target + ": this machine has no TLS", e);
    }
  }

  private SourceException refusal(Target target, String seen) {
    String colons = seen.replaceAll("(..)(?!$)", "$1:").toUpperCase(Locale.ROOT);
    return target.error(
        Kind.UNSUPPORTED,
        fingerprint == null
            ? "its certificate is not trusted; if it is the camera's, give its SHA-256 fingerprint"
                + " as the setting fingerprint: "
                + colons
            : "its certificate is not the one that is pinned; its SHA-256 fingerprint is "
                + colons);
  }

  private static X509ExtendedTrustManager jdk() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager");
  }

  /** Looks at the certificate of one connection. */
  private static final class Checker extends X509ExtendedTrustManager {
    private final Trust trust;
    private volatile String refused = "";

    Checker(Trust trust) {
      this.trust = trust;
    }

    private boolean decides(X509Certificate[] chain) throws CertificateException {
      if (trust.insecure) {
        return true;
      }
      refused = fingerprint(chain[0]);
      if (trust.fingerprint != null && !trust.fingerprint.equals(refused)) {
        throw new CertificateException("not the pinned one");
      }
      return trust.fingerprint != null;
    }

    private static String fingerprint(X509Certificate certificate) throws CertificateException {
      try {
        return HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
      } catch (GeneralSecurityException e) {
        throw new CertificateException(e);
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      if (!decides(chain)) {
        try {
          jdk().checkServerTrusted(chain, type, socket);
        } catch (CertificateException e) {
          throw e;
        } catch (GeneralSecurityException e) {
          throw new CertificateException(e);
        }
      }
      refused = "";
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("only sockets are used");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("only sockets are used");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("there are no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("there are no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("there are no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
