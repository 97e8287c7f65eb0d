package dev.framecast.rtsp.wire;

import dev.framecast.internal.CertificateTrust;
import dev.framecast.source.SourceException.Kind;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** RTSPS: TLS over a connection, of which nothing is sent before the certificate was found good. */
final class TlsSocket {
  private TlsSocket() {}

  /** Makes the handshake; the socket's time-outs bound it. */
  static Socket over(Socket plain, CertificateTrust trust, Target target, int port)
      throws IOException {
    try {
      SSLSocket socket =
          (SSLSocket)
              trust.context().getSocketFactory().createSocket(plain, target.hostName(), port, true);
      if (trust.checksHostName()) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
      }
      socket.startHandshake();
      return socket;
    } catch (SSLException e) {
      String refused = CertificateTrust.problem(e);
      throw refused == null
          ? target.error(Kind.BROKEN, "no TLS connection: " + e.getMessage())
          : target.error(Kind.UNSUPPORTED, refused);
    }
  }
}
