package dev.framecast.rtsp.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One m= section of a session description.
 *
 * @param kind {@code video}, {@code audio}, {@code application} and so on
 * @param formats RTP payload types, in the camera's order
 * @param attributes what follows {@code a=}, in the camera's order
 * @param address what follows {@code c=} here or above, or empty
 */
public record MediaTrack(
    String kind, int port, List<Integer> formats, List<String> attributes, String address) {
  private static final int FIRST_DYNAMIC = 96;
  private static final int JPEG = 26;

  public boolean isVideo() {
    return kind.equals("video");
  }

  /** Whether this is for sound (or whatever) from us to the camera. */
  public boolean isBackChannel() {
    return !isVideo() && attributes.contains("sendonly");
  }

  /** The value of the first attribute of that name. */
  public Optional<String> attribute(String name) {
    return attributes.stream()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  /** Where SETUP goes, as the camera writes it; empty if it does not say. */
  public String control() {
    return attribute("control").orElse("");
  }

  /** What the payload type is coded in, in upper case, such as H264; empty if nothing tells. */
  public String codec(int format) {
    String named = rtpmap(format).map(map -> map.split("[/ ]", 2)[0]).orElse("");
    if (!named.isEmpty()) {
      return named.toUpperCase(Locale.ROOT);
    }
    if (format == JPEG) {
      return "JPEG";
    }
    if (format < FIRST_DYNAMIC || !isVideo()) {
      return "";
    }
    // What cameras forget to name is H.264, unless it has what only H.265 has.
    return attributes.stream().anyMatch(line -> line.contains("sprop-vps")) ? "H265" : "H264";
  }

  /** Ticks a second. */
  public int clockRate(int format) {
    String[] parts = rtpmap(format).orElse("").split("/", 3);
    try {
      int rate = parts.length < 2 ? 0 : Integer.parseInt(parts[1].strip());
      return rate > 0 ? rate : 90_000;
    } catch (NumberFormatException e) {
      return 90_000;
    }
  }

  private Optional<String> rtpmap(int format) {
    return numbered("rtpmap:", format);
  }

  /** The parameters of the payload type; of another one, if only that has any. */
  Optional<String> parameters(int format) {
    Optional<String> own = numbered("fmtp:", format);
    if (own.isPresent() || formats.size() > 1) {
      return own;
    }
    return attributes.stream()
        .filter(line -> line.startsWith("fmtp:"))
        .map(line -> line.replaceFirst("fmtp:\\s*\\d*\\s*", ""))
        .findFirst();
  }

  private Optional<String> numbered(String prefix, int format) {
    return attributes.stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip().split("\\s+", 2))
        .filter(parts -> parts.length == 2 && parts[0].equals(Integer.toString(format)))
        .map(parts -> Objects.requireNonNull(parts[1]).strip())
        .findFirst();
  }
}
