package dev.framecast.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Addresses that let whoever has them see certain cameras, until they expire: for an {@code <img>}
 * in a page of one's own, or a link to send.
 *
 * <pre>{@code
 * SignedAddresses signed = SignedAddresses.with("2026-11", key).orSignedWith("2026-05", oldKey);
 * HttpRules rules = HttpRules.builder().access(signed).build();
 * String src = "/cams/" + signed.stream("door", Duration.ofHours(1));
 * }</pre>
 *
 * <p>An address is what it was without, with {@code exp} (seconds since 1970), {@code kid} (which
 * key), {@code end=1} where what is under way is to end then, and {@code sig}: an HMAC-SHA-256, in
 * Base64 for URLs without padding, of seven lines with a line feed behind each but the last:
 *
 * <pre>
 * framecast-signed-1
 * GET
 * /cameras/door/stream.mjpg
 * the ids, with commas between them: of "ids" for /streams.mjpg, of "only" for the page, else none
 * exp
 * kid
 * "end" or nothing
 * </pre>
 *
 * <p>{@code width}, {@code fps}, {@code quality} and {@code maxAge} are not signed, and may be
 * added: they ask for nothing that others do not get. The page's address has {@code only=IDS} and
 * is good for {@code /}, {@code /cameras}, {@code /streams.mjpg} and the streams and snapshots of
 * these cameras; the page hands its query on. Its script files, which are the same everywhere and
 * cannot be asked for with a query, are given to everybody.
 *
 * <p>Refused are addresses in any other spelling, and each of these parameters twice. An address
 * that was right once is told that it has expired; all else is the same no. Immutable; any thread;
 * never blocks. Signatures are compared in constant time.
 */
public final class SignedAddresses implements Access {
  private static final int LEAST_KEY_BYTES = 32;
  private static final Duration LONGEST = Duration.ofDays(365_243);
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._-]{1,40}");
  private static final Pattern CAMERA_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private static final Verdict WRONG = Verdict.deny("this address is not signed for that");
  private static final Verdict EXPIRED = Verdict.deny("this address has expired");

  /** By their names; the first one signs. */
  private final Map<String, byte[]> keys;

  private final boolean ending;
  private final InstantSource clock;

  private SignedAddresses(Map<String, byte[]> keys, boolean ending, InstantSource clock) {
    this.keys = keys;
    this.ending = ending;
    this.clock = clock;
  }

  /**
   * {@return an access that signs with that key, and takes what was signed with it}
   *
   * @param id the key's name, which addresses have: 1 to 40 letters, digits, dots, underscores and
   *     hyphens
   * @param key at least 32 random bytes, that are the same after a restart; copied
   * @throws IllegalArgumentException when the name or the key is none
   */
  public static SignedAddresses with(String id, byte[] key) {
    return new SignedAddresses(Map.of(), false, InstantSource.system()).orSignedWith(id, key);
  }

  /**
   * {@return a copy, which also takes what was signed with that key: the one before, until its
   * addresses have expired}
   *
   * @param id the key's name, as in {@link #with}
   * @param key at least 32 random bytes; copied
   * @throws IllegalArgumentException when the name or the key is none, or the name is there already
   */
  public SignedAddresses orSignedWith(String id, byte[] key) {
    if (!KEY_ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "key id \"" + id + "\": must be 1 to 40 letters, digits, '.', '_' or '-'");
    }
    if (key.length < LEAST_KEY_BYTES) {
      throw new IllegalArgumentException(
          "key \""
              + id
              + "\" of "
              + key.length
              + " bytes: must be "
              + LEAST_KEY_BYTES
              + " random bytes at least");
    }
    Map<String, byte[]> more = new LinkedHashMap<>(keys);
    if (more.putIfAbsent(id, key.clone()) != null) {
      throw new IllegalArgumentException("key id \"" + id + "\": there is one already");
    }
    return new SignedAddresses(more, ending, clock);
  }

  /** {@return a copy, whose addresses also end what is under way when they expire} */
  public SignedAddresses endingStreams() {
    return new SignedAddresses(keys, true, clock);
  }

  SignedAddresses at(InstantSource other) {
    return new SignedAddresses(keys, ending, other);
  }

  /**
   * Signs the address of a camera's stream.
   *
   * @param id the camera's; need not be there yet
   * @param good for how long from now, at most 1,000 years
   * @return an address relative to the mount point
   * @throws IllegalArgumentException when no camera can have that id, or the time is out of bounds
   */
  public String stream(String id, Duration good) {
    return signed("cameras/" + checked(id) + "/stream.mjpg", "", "", good);
  }

  /**
   * Signs the address of a camera's snapshot.
   *
   * @param id the camera's; need not be there yet
   * @param good for how long from now, at most 1,000 years
   * @return an address relative to the mount point
   * @throws IllegalArgumentException when no camera can have that id, or the time is out of bounds
   */
  public String snapshot(String id, Duration good) {
    return signed("cameras/" + checked(id) + "/snapshot.jpg", "", "", good);
  }

  /**
   * Signs the address of many cameras in one stream.
   *
   * @param ids one or more, each once
   * @param good for how long from now, at most 1,000 years
   * @return an address relative to the mount point
   * @throws IllegalArgumentException when there is none, one twice or one that no camera can have,
   *     or the time is out of bounds
   */
  public String streams(Collection<String> ids, Duration good) {
    return signed("streams.mjpg", "ids=", joined(ids), good);
  }

  /**
   * Signs the address of the page with these cameras alone.
   *
   * @param ids one or more, each once
   * @param good for how long from now, at most 1,000 years
   * @return an address relative to the mount point
   * @throws IllegalArgumentException when there is none, one twice or one that no camera can have,
   *     or the time is out of bounds
   */
  public String page(Collection<String> ids, Duration good) {
    return signed("", "only=", joined(ids), good);
  }

  private static String joined(Collection<String> ids) {
    ids.forEach(SignedAddresses::checked);
    if (ids.isEmpty() || new HashSet<>(ids).size() < ids.size()) {
      throw new IllegalArgumentException("ids " + ids + ": must be one or more, each once");
    }
    return String.join(",", ids);
  }

  private static String checked(String id) {
    if (!CAMERA_ID.matcher(id).matches()) {
      throw new IllegalArgumentException("camera id \"" + id + "\": no camera can have it");
    }
    return id;
  }

  private String signed(String path, String name, String ids, Duration good) {
    if (good.isNegative() || good.isZero() || good.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "good for " + good + ": must be longer than nothing, and 1,000 years at most");
    }
    Map.Entry<String, byte[]> key = keys.entrySet().iterator().next();
    String id = key.getKey();
    long expires = clock.instant().plus(good).getEpochSecond();
    SignedQuery query =
        new SignedQuery(name.equals("only="), ids, Long.toString(expires), id, ending, "");
    return path
        + "?"
        + (ids.isEmpty() ? "" : name + ids + "&")
        + "exp="
        + expires
        + "&kid="
        + id
        + (ending ? "&end=1" : "")
        + "&sig="
        + signature(query.canonical("/" + path), key.getValue());
  }

  private static String signature(String canonical, byte[] key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Macs.hmac(key, canonical));
  }

  @Override
  public CompletionStage<Verdict> ask(AccessRequest request) {
    return CompletableFuture.completedFuture(verdict(request));
  }

  private Verdict verdict(AccessRequest request) {
    String path = request.path();
    if (path.startsWith("/wall/")) {
      return Verdict.allowOnly();
    }
    if (!SignedQuery.isSigned(request.query())) {
      return Verdict.deny();
    }
    SignedQuery query = SignedQuery.parse(request.query());
    boolean isRead = request.method().equals("GET") || request.method().equals("HEAD");
    byte[] key = query == null ? null : keys.get(query.keyId());
    if (query == null || key == null || !isRead || !isRight(query, path, key)) {
      return WRONG;
    }
    Instant end = Instant.ofEpochSecond(query.expirySecond());
    if (!clock.instant().isBefore(end)) {
      return EXPIRED;
    }
    Verdict allowed = Verdict.allowOnly(query.cameras(path));
    return query.ending() ? allowed.until(end) : allowed;
  }

  private static boolean isRight(SignedQuery query, String path, byte[] key) {
    String signedPath = query.signedPath(path);
    if (signedPath == null) {
      return false;
    }
    byte[] expected = signature(query.canonical(signedPath), key).getBytes(US_ASCII);
    byte[] sent = query.signature().getBytes(US_ASCII);
    return sent.length == expected.length && MessageDigest.isEqual(expected, sent);
  }
}
