package dev.framecast.netty.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.util.List;
import javax.net.ssl.SSLException;

/** Which TLS is spoken: 1.3 and 1.2, in ways without known weaknesses. */
final class TlsSettings {
  /**
   * AES-128 first, because every byte of every viewer is encrypted for itself and it is the
   * cheapest. No ChaCha20: with the JDK's a stream costs ten times as much, and a client that is to
   * have TLS 1.3 has AES too.
   */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

  private TlsSettings() {}

  static SslContext context(Identity identity) throws SSLException {
    // OpenSSL, if the app has Netty's binding to it.
    boolean jdk = SslContext.defaultServerProvider() == SslProvider.JDK;
    SslContextBuilder builder =
        jdk
            ? SslContextBuilder.forServer(new KeysForOneHandshake(identity))
            : SslContextBuilder.forServer(identity.key(), identity.chain());
    return builder
        .sslProvider(SslContext.defaultServerProvider())
        .protocols("TLSv1.3", "TLSv1.2")
        .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                // Who wants neither is told so (RFC 7301, 3.2), where the provider can.
                jdk ? SelectorFailureBehavior.FATAL_ALERT : SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_2,
                ApplicationProtocolNames.HTTP_1_1))
        .build();
  }
}
