package dev.framecast.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a signed address has in its query, and what of it is signed.
 *
 * @param ofPage whether it is the page's address that was signed
 * @param ids the cameras', with commas between them; empty where the path has it
 * @param expiry seconds since 1970, as they were sent
 * @param ending whether streams end at the expiry
 */
record SignedQuery(
    boolean ofPage, String ids, String expiry, String keyId, boolean ending, String signature) {
  private static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  private static final Pattern IDS = Pattern.compile(ID + "(?:," + ID + ")*");
  private static final Pattern OF_CAMERA =
      Pattern.compile("/cameras/(" + ID + ")/(?:stream\\.mjpg|snapshot\\.jpg)");
  private static final Pattern EXPIRY = Pattern.compile("[1-9][0-9]{0,10}");
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._-]{1,40}");
  private static final Pattern SIGNATURE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final List<String> NAMES = List.of("ids", "only", "exp", "kid", "end", "sig");

  /** Whether it is meant to be one. */
  static boolean isSigned(@Nullable String query) {
    return query != null && ("&" + query).contains("&sig=");
  }

  /** Null for what is none. Names are taken as they stand, as for all other parameters. */
  static @Nullable SignedQuery parse(@Nullable String query) {
    Map<String, String> values = new HashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (NAMES.contains(name) && values.put(name, value) != null) {
        return null;
      }
    }
    // Browsers write the comma in either way.
    String only = values.getOrDefault("only", "").replaceAll("%2[Cc]", ",");
    String ids = values.getOrDefault("ids", "").replaceAll("%2[Cc]", ",");
    String expiry = values.getOrDefault("exp", "");
    String keyId = values.getOrDefault("kid", "");
    String end = values.getOrDefault("end", "");
    String signature = values.getOrDefault("sig", "");
    boolean ofPage = values.containsKey("only");
    boolean isOne =
        (!ofPage || IDS.matcher(only).matches())
            && (ids.isEmpty() || IDS.matcher(ids).matches())
            && EXPIRY.matcher(expiry).matches()
            && KEY_ID.matcher(keyId).matches()
            && (end.equals("1") || !values.containsKey("end"))
            && SIGNATURE.matcher(signature).matches();
    return isOne
        ? new SignedQuery(ofPage, ofPage ? only : ids, expiry, keyId, end.equals("1"), signature)
        : null;
  }

  long expirySecond() {
    return Long.parseLong(expiry);
  }

  /** The path that must have been signed for that request; null where none is good for it. */
  @Nullable String signedPath(String path) {
    boolean ofCamera = OF_CAMERA.matcher(path).matches();
    if (ofPage) {
      boolean isPages = path.equals("/") || path.equals("/cameras") || path.equals("/streams.mjpg");
      return isPages || path.isEmpty() || ofCamera ? "/" : null;
    }
    boolean ofMany = path.equals("/streams.mjpg") && !ids.isEmpty();
    return (ofCamera && ids.isEmpty()) || ofMany ? path : null;
  }

  /** The cameras that it is good for. */
  List<String> cameras(String path) {
    Matcher camera = OF_CAMERA.matcher(path);
    return ids.isEmpty() && camera.matches() ? List.of(camera.group(1)) : List.of(ids.split(","));
  }

  /** The text that is signed. */
  String canonical(String path) {
    return String.join(
        "\n", "framecast-signed-1", "GET", path, ids, expiry, keyId, ending ? "end" : "");
  }
}
