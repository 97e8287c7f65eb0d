package dev.framecast.netty.tls;

/**
 * A key as {@code openssl ecparam -genkey} writes it, with its parameters in front, and a
 * certificate of it. It guards nothing.
 */
final class Sec1 {
  static final String KEY =
      """
      -----BEGIN EC PARAMETERS-----
      BggqhkjOPQMBBw==
      -----END EC PARAMETERS-----
      -----BEGIN EC PRIVATE KEY-----
      MHcCAQEEIG1u1+9yWtq8Dv6yZI4LH5IAyDYlTobBEpQXTawMdkoDoAoGCCqGSM49
      AwEHoUQDQgAE/N3Lgozx84wOkReguQ0ZDuoy/gRDdNmRxn7BbSlv3UCBLSPGCI7y
      tR6F6jD2NETtzDJmKeu8WmpK3LfnxIm03w==
      -----END EC PRIVATE KEY-----
      """;

  static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBfTCCASOgAwIBAgIUSqmVAyT2hGCZ9kvkuWC66GtuIjwwCgYIKoZIzj0EAwIw
      FDESMBAGA1UEAwwJbG9jYWxob3N0MB4XDTI2MTEyODIxMzcyOFoXDTM2MTEyNTIx
      MzcyOFowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0D
      AQcDQgAE/N3Lgozx84wOkReguQ0ZDuoy/gRDdNmRxn7BbSlv3UCBLSPGCI7ytR6F
      6jD2NETtzDJmKeu8WmpK3LfnxIm036NTMFEwHQYDVR0OBBYEFMjhXrL0TZ4DH6Z/
      xhyGVd3oXh7wMB8GA1UdIwQYMBaAFMjhXrL0TZ4DH6Z/xhyGVd3oXh7wMA8GA1Ud
      EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgENs43glQnLW12DAvWFpvdsX2
      U0fjmqrV5m0oi8K05A0CIQD8wF1/Rw7nkRU034JWVOuIsoMGyot9VOHwAqNLSX6X
      fQ==
      -----END CERTIFICATE-----
      """;

  private Sec1() {}
}
