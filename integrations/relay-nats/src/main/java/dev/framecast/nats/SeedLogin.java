package dev.framecast.nats;

import io.nats.client.AuthHandler;
import io.nats.client.NKey;
import java.io.IOException;
import java.security.GeneralSecurityException;

/** The login by an NKey without a JWT. */
final class SeedLogin implements AuthHandler {
  private final NKey key;
  private final char[] id;

  /**
   * With a user's seed.
   *
   * @throws IllegalArgumentException when it is none
   */
  SeedLogin(char[] seed) {
    try {
      key = NKey.fromSeed(seed);
      id = key.getPublicKey();
      if (key.getType() != NKey.Type.USER) {
        throw new IllegalArgumentException("not a user's");
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("not a seed", e);
    }
  }

  @Override
  public byte[] sign(byte[] nonce) {
    try {
      return key.sign(nonce);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the NKey cannot sign", e);
    }
  }

  @Override
  public char[] getID() {
    return id.clone();
  }

  @Override
  public char[] getJWT() {
    return new char[0];
  }
}
