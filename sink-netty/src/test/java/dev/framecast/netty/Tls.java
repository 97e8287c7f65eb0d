package dev.framecast.netty;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.SocketFactory;

/** A server's certificate made on the spot, and clients that trust it. */
record Tls(SslContext server, SocketFactory client) {

  static Tls create() throws Exception {
    TestCertificate certificate = TestCertificate.create();
    return new Tls(
        SslContextBuilder.forServer(certificate.keys()).sslProvider(SslProvider.JDK).build(),
        certificate.client().getSocketFactory());
  }
}
