package dev.framecast.rtsp.sdp;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where SETUP and PLAY go. The standard resolves as the web does; cameras and their clients append.
 * Cameras send bases that are no addresses, too; so there are several answers, the likeliest first.
 */
public final class ControlUrls {
  private static final Pattern ABSOLUTE =
      Pattern.compile("rtsps?://[^/?#\\s:@]*[^/?#\\s]*.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern DOUBLED =
      Pattern.compile("rtsps?://rtsps?:.*", Pattern.CASE_INSENSITIVE);

  private ControlUrls() {}

  /** Whether that is an address that requests can be sent to. */
  public static boolean isAbsolute(String url) {
    return ABSOLUTE.matcher(url).matches()
        && !DOUBLED.matcher(url).matches()
        && url.indexOf(' ') < 0
        && url.length() > "rtsp://".length();
  }

  /**
   * The base to append to.
   *
   * @param bases Content-Base and Content-Location as they came, maybe nonsense
   * @param request the address that was asked for
   */
  public static String base(List<String> bases, String request) {
    String host = request.replaceFirst("^(rtsps?://[^/?#]*).*", "$1");
    return bases.stream()
        .map(String::strip)
        .map(base -> base.startsWith("/") && !base.startsWith("//") ? host + base : base)
        .filter(ControlUrls::isAbsolute)
        .findFirst()
        .orElse(request);
  }

  /** Where SETUP may go, the likeliest first. */
  public static List<String> forTrack(String control, String session, String base, String request) {
    Set<String> urls = new LinkedHashSet<>();
    if (isAbsolute(control)) {
      urls.add(control);
    }
    String path = control.contains("://") ? control.replaceFirst("^.*://[^/]*", "") : control;
    for (String root : List.of(isAbsolute(session) ? session : base, base, request)) {
      urls.add(appended(root, path));
      urls.add(resolved(root, path));
    }
    urls.remove("");
    return List.copyOf(urls);
  }

  /** Where PLAY may go, the likeliest first. */
  public static List<String> forSession(String session, String base, String request, String track) {
    Set<String> urls = new LinkedHashSet<>();
    urls.add(isAbsolute(session) ? session : base);
    urls.add(base);
    urls.add(request);
    urls.add(track);
    return List.copyOf(urls);
  }

  private static String appended(String root, String control) {
    if (control.isEmpty() || control.equals("*")) {
      return root;
    }
    boolean parted = root.endsWith("/") || control.startsWith("/") || control.startsWith("?");
    if (root.endsWith("/") && control.startsWith("/")) {
      return root + control.substring(1);
    }
    return parted ? root + control : root + "/" + control;
  }

  private static String resolved(String root, String control) {
    try {
      return control.isEmpty() || control.equals("*")
          ? ""
          : URI.create(root).resolve(control).toString();
    } catch (IllegalArgumentException e) {
      return ""; // Cameras have characters in their addresses that the standard forbids.
    }
  }
}
