package dev.framecast.netty.tls;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Private keys in the forms that certificate authorities' tools write them. */
final class PrivateKeys {
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  private static final int INTEGER = 0x02;
  private static final int OCTETS = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final int EC_PARAMETERS = 0xA0;
  private static final byte[] VERSION_0 = {INTEGER, 1, 0};

  /** AlgorithmIdentifier of RSA: 1.2.840.113549.1.1.1, without parameters. */
  private static final byte[] RSA = {
    SEQUENCE, 13, 6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
  };

  /** Object identifier of elliptic curves' public keys: 1.2.840.10045.2.1. */
  private static final byte[] EC = {6, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

  private PrivateKeys() {}

  /** The key in such a block, or null when it is none that this Java can read. */
  static @Nullable PrivateKey of(PemBlocks.Block block) {
    byte[] pkcs8;
    try {
      byte[] der = block.der();
      pkcs8 =
          switch (block.type()) {
            case "RSA PRIVATE KEY" -> sequence(VERSION_0, RSA, element(OCTETS, der));
            case "EC PRIVATE KEY" ->
                sequence(VERSION_0, sequence(EC, curve(der)), element(OCTETS, der));
            default -> der;
          };
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        // of another kind
      }
    }
    return null;
  }

  /** Whether the two are a pair. */
  static boolean belong(PrivateKey key, PublicKey certified) {
    try {
      Signature signature =
          Signature.getInstance(
              switch (key.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> key.getAlgorithm();
              });
      byte[] text = {1, 2, 3};
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // of another kind, or curve
    }
  }

  /** The curve's name out of an ECPrivateKey (RFC 5915): its field with the tag 0. */
  private static byte[] curve(byte[] der) {
    int at = contentOf(der, 0);
    at = endOf(der, at); // the version
    at = endOf(der, at); // the key
    if ((der[at] & 0xFF) != EC_PARAMETERS) {
      throw new IllegalArgumentException("a key without its curve");
    }
    return Arrays.copyOfRange(der, contentOf(der, at), endOf(der, at));
  }

  private static int contentOf(byte[] der, int at) {
    int length = der[at + 1] & 0xFF;
    return at + 2 + (length < 0x80 ? 0 : length & 0x7F);
  }

  private static int endOf(byte[] der, int at) {
    int content = contentOf(der, at);
    int length = der[at + 1] & 0xFF;
    if (length >= 0x80) {
      length = 0;
      for (int i = at + 2; i < content; i++) {
        length = (length << 8) | (der[i] & 0xFF);
      }
    }
    return Math.addExact(content, length);
  }

  private static byte[] sequence(byte[]... elements) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] element : elements) {
      content.writeBytes(element);
    }
    return element(SEQUENCE, content.toByteArray());
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else if (content.length < 0x100) {
      out.write(0x81);
      out.write(content.length);
    } else { // no key has 64 KiB
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
