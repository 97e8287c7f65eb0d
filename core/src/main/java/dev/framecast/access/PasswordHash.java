package dev.framecast.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it may be kept: {@code pbkdf2-sha256$600000$SALT$HASH}, the last two in Base64. Of
 * PBKDF2 with HMAC-SHA-256, which every JDK has. Immutable.
 */
public final class PasswordHash {
  /** As often as OWASP asks for: about 0.2 s of one processor for each guess. */
  public static final int DEFAULT_ITERATIONS = 600_000;

  private static final int LEAST = 1_000;
  private static final int MOST = 10_000_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern LINE =
      Pattern.compile("pbkdf2-sha256\\$(\\d{1,8})\\$([A-Za-z0-9+/=]{8,88})\\$([A-Za-z0-9+/=]{44})");

  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;

  /** Done besides, and of no use but that it takes time. */
  private final int idleIterations;

  private PasswordHash(int iterations, byte[] salt, byte[] hash) {
    this(iterations, salt, hash, 0);
  }

  private PasswordHash(int iterations, byte[] salt, byte[] hash, int idleIterations) {
    this.iterations = iterations;
    this.idleIterations = idleIterations;
    this.salt = salt;
    this.hash = hash;
  }

  /**
   * Hashes a password, with a new salt. Takes the time of one guess.
   *
   * @param password one character or more, no NUL among them
   * @return its hash, of {@link #DEFAULT_ITERATIONS} iterations
   * @throws IllegalArgumentException when the password is empty or has a NUL
   */
  public static PasswordHash of(String password) {
    return of(password, DEFAULT_ITERATIONS);
  }

  /**
   * Hashes a password, with another number of iterations.
   *
   * @param password one character or more, no NUL among them
   * @param iterations 1,000 to 10,000,000
   * @return its hash
   * @throws IllegalArgumentException when the password is empty or has a NUL, or there are too few
   *     or too many
   */
  public static PasswordHash of(String password, int iterations) {
    if (password.isEmpty()) {
      throw new IllegalArgumentException("the password is empty: must have a character at least");
    }
    if (password.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("the password has a NUL character: must have none");
    }
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new PasswordHash(checked(iterations), salt, hash(password, salt, iterations));
  }

  private static int checked(int iterations) {
    if (iterations < LEAST || iterations > MOST) {
      throw new IllegalArgumentException(
          "iterations " + iterations + ": must be " + LEAST + " to " + MOST);
    }
    return iterations;
  }

  /**
   * Reads what {@link #toString} gave.
   *
   * @param line the whole of it, without spaces around it
   * @return the same hash
   * @throws IllegalArgumentException when it is none; the message does not repeat it
   */
  public static PasswordHash parse(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "not a password's hash: must be pbkdf2-sha256$ITERATIONS$SALT$HASH, with 32 bytes of"
              + " hash, the last two in Base64");
    }
    int iterations = checked(Integer.parseInt(parts.group(1)));
    try {
      byte[] hash = Base64.getDecoder().decode(parts.group(3));
      if (hash.length == HASH_BYTES) {
        return new PasswordHash(iterations, Base64.getDecoder().decode(parts.group(2)), hash);
      }
    } catch (IllegalArgumentException e) {
      // Said below, without what was there.
    }
    throw new IllegalArgumentException("a password's hash: its salt or its hash is no Base64");
  }

  /** Matches nothing, and takes its time over that. */
  static PasswordHash ofNobody(int iterations) {
    byte[] salt = new byte[SALT_BYTES];
    byte[] hash = new byte[HASH_BYTES];
    new SecureRandom().nextBytes(salt);
    new SecureRandom().nextBytes(hash);
    return new PasswordHash(iterations, salt, hash);
  }

  /** The same, which takes as long as one of that many iterations, if it does not take longer. */
  PasswordHash asLongAs(int others) {
    return new PasswordHash(iterations, salt, hash, Math.max(0, others - iterations));
  }

  /**
   * {@return whether a line is meant to be a hash, be it right or not}
   *
   * @param line as {@link #parse} takes it
   */
  public static boolean isOne(String line) {
    return line.startsWith("pbkdf2-sha256$");
  }

  /**
   * Compares a password. Takes its time, and always the same.
   *
   * @param password whatever somebody gave; may be empty
   * @return whether the hash is of that password
   */
  public boolean matches(String password) {
    // An empty one cannot be hashed in all JDKs, and must take as long.
    String hashed = password.isEmpty() ? "\0" : password;
    byte[] other = hash(hashed, salt, iterations);
    if (idleIterations > 0) {
      byte[] unused = hash(hashed, salt, idleIterations);
    }
    // HMAC fills its key up with zeros: "secret" and "secret\0" have the same hash.
    return MessageDigest.isEqual(hash, other) && !password.isEmpty() && password.indexOf('\0') < 0;
  }

  /** How long it takes to compare. */
  int iterations() {
    return iterations + idleIterations;
  }

  private static byte[] hash(String password, byte[] salt, int iterations) {
    char[] characters = password.toCharArray();
    PBEKeySpec spec = new PBEKeySpec(characters, salt, iterations, HASH_BYTES * 8);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
      Arrays.fill(characters, '\0');
    }
  }

  /** The line to keep. */
  @Override
  public String toString() {
    Base64.Encoder base64 = Base64.getEncoder();
    return "pbkdf2-sha256$"
        + iterations
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }
}
