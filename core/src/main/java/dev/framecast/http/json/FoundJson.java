package dev.framecast.http.json;

import dev.framecast.camera.Camera;
import dev.framecast.discovery.CameraSearch;
import dev.framecast.discovery.FoundCamera;
import dev.framecast.discovery.FoundStream;
import dev.framecast.internal.Secrets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The JSON of {@code /found}: what a search of the network has found. It holds addresses, so it is
 * for those who may see all cameras; no logins and no secrets. What cameras say of themselves is
 * text of strangers.
 */
public final class FoundJson {
  private static final int MOST_CAMERAS = 256;

  private final Json out = new Json();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> sources;

  private FoundJson(List<Camera> cameras) {
    cameras.forEach(camera -> ids.add(camera.id()));
    sources = cameras.stream().map(each -> each.status().source()).collect(Collectors.toSet());
  }

  /**
   * {@return the JSON}
   *
   * @param state what is known
   * @param cameras those that there are
   */
  public static byte[] of(CameraSearch.State state, List<Camera> cameras) {
    FoundJson json = new FoundJson(cameras);
    List<FoundCamera> found = state.cameras();
    json.out.raw("{");
    json.out.field("searching", state.searching());
    json.out.field("ageMillis", state.ageMillis() < 0 ? null : state.ageMillis());
    json.out.field("problem", state.problem());
    json.out.field("more", Math.max(0, found.size() - MOST_CAMERAS));
    json.out.name("cameras");
    json.out.raw("[");
    String between = "";
    for (FoundCamera each : found.subList(0, Math.min(MOST_CAMERAS, found.size()))) {
      json.out.raw(between);
      json.camera(each);
      between = ",";
    }
    json.out.raw("]}\n");
    return json.out.toBytes();
  }

  private void camera(FoundCamera camera) {
    FoundCamera shown = camera.withoutSecrets();
    String address = shown.address();
    boolean there = isThere(shown);
    out.raw("{");
    out.field("id", address.isEmpty() || there ? "" : id(camera));
    out.field("host", camera.host());
    out.field("name", camera.name());
    out.field(
        "streams",
        camera.streams().stream()
            .map(FoundStream::description)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", ")));
    out.field("address", address);
    out.field("secret", !address.equals(camera.address()));
    out.field("login", camera.login());
    out.field("there", there);
    out.field("problem", Secrets.hide(camera.problem()));
    out.raw("}");
  }

  /** Whether a camera comes from its main stream; descriptions have no logins. */
  private boolean isThere(FoundCamera camera) {
    if (camera.streams().isEmpty()) {
      return false;
    }
    String main = camera.streams().get(0).address();
    return sources.stream()
        .anyMatch(source -> source.equals(main) || source.startsWith(main + ", sub-stream "));
  }

  /** One that no camera has, and none of these. */
  private String id(FoundCamera camera) {
    String first = camera.id();
    String id = first;
    for (int number = 2; !ids.add(id); number++) {
      id = first + "-" + number;
    }
    return id;
  }
}
