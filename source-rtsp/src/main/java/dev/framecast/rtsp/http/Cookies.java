package dev.framecast.rtsp.http;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookieStore;
import java.net.HttpCookie;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cookies of one session: the newest of those that came. For one thread. */
final class Cookies {
  static final int MOST = 50;

  /** Characters, as many as browsers keep of one. */
  private static final int LARGEST = 4_096;

  private final CookieManager manager = new CookieManager(new Newest(), null);

  /** What a request brings of what its server has set; null if that is nothing. */
  @Nullable String of(URI uri) throws IOException {
    List<String> known = manager.get(uri, Map.of()).getOrDefault("Cookie", List.of());
    return known.isEmpty() ? null : String.join("; ", known);
  }

  /** Keeps what was set. */
  void take(URI uri, List<String> set) throws IOException {
    manager.put(uri, Map.of("Set-Cookie", set));
  }

  /** The JDK's own store has no bound, and a live stream may go on for weeks. */
  private static final class Newest implements CookieStore {
    /** With the addresses that set them, the oldest first. */
    private final Map<HttpCookie, URI> all = new LinkedHashMap<>();

    @Override
    public void add(URI uri, HttpCookie cookie) {
      all.remove(cookie);
      if (cookie.hasExpired() || cookie.toString().length() > LARGEST) {
        return;
      }
      all.put(cookie, uri);
      if (all.size() > MOST) {
        all.remove(all.keySet().iterator().next());
      }
    }

    @Override
    public List<HttpCookie> get(URI uri) {
      all.keySet().removeIf(HttpCookie::hasExpired);
      return all.entrySet().stream()
          .filter(each -> isFor(uri.getHost(), each.getValue().getHost(), each.getKey()))
          .map(Map.Entry::getKey)
          .toList();
    }

    private static boolean isFor(String host, String setBy, HttpCookie cookie) {
      String domain = cookie.getDomain().replaceFirst("^\\.", "").toLowerCase(Locale.ROOT);
      String asked = host.toLowerCase(Locale.ROOT);
      return asked.equalsIgnoreCase(setBy) || asked.equals(domain) || asked.endsWith("." + domain);
    }

    @Override
    public List<HttpCookie> getCookies() {
      return List.copyOf(all.keySet());
    }

    @Override
    public List<URI> getURIs() {
      return List.copyOf(all.values());
    }

    @Override
    public boolean remove(URI uri, HttpCookie cookie) {
      return all.remove(cookie) != null;
    }

    @Override
    public boolean removeAll() {
      boolean any = !all.isEmpty();
      all.clear();
      return any;
    }
  }
}
