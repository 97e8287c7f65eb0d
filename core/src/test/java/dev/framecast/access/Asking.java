package dev.framecast.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Requests, and what they are told. */
final class Asking {
  private Asking() {}

  /** A GET from that address; names and values of headers in turn. */
  static AccessRequest from(String address, String target, String... headers) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? null : target.substring(mark + 1);
    return new AccessRequest("GET", "/cams", path, query, all::get).from(address, false, true);
  }

  static AccessRequest get(String target, String... headers) {
    return from("192.0.2.1", target, headers);
  }

  static String basic(String name, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
  }

  static Verdict verdict(Access access, AccessRequest request) {
    return access.ask(request).toCompletableFuture().join();
  }
}
