package dev.framecast.examples.wall;

import dev.framecast.discovery.FoundCamera;
import dev.framecast.discovery.FoundStream;
import dev.framecast.internal.Secrets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code --discover} prints: lines of a file of cameras. What is not for such a file is a
 * comment. No password is in them; where one has to be there is a place for it.
 */
final class FoundLines {
  private final Set<String> ids = new HashSet<>();
  private final List<String> lines = new ArrayList<>();

  private FoundLines() {}

  /**
   * For a file of cameras, which is UTF-8.
   *
   * @param utf8 whether they will be written in that; otherwise all are ASCII
   */
  static List<String> of(List<FoundCamera> cameras, boolean utf8) {
    List<String> lines = of(cameras);
    return utf8 ? lines : lines.stream().map(FoundLines::escaped).toList();
  }

  /** As all properties may be written. */
  private static String escaped(String line) {
    return line.chars()
        .mapToObj(c -> c < 127 ? Character.toString(c) : "\\u%04X".formatted(c))
        .collect(Collectors.joining());
  }

  static List<String> of(List<FoundCamera> cameras) {
    FoundLines found = new FoundLines();
    cameras.forEach(found::add);
    if (cameras.stream().anyMatch(camera -> camera.login() && !camera.streams().isEmpty())) {
      found.lines.add(
          "# Put the camera's login where "
              + FoundCamera.LOGIN
              + " stands; docs/addresses.md says how.");
    }
    if (cameras.isEmpty()) {
      found.lines.add("# no cameras found");
    }
    return List.copyOf(found.lines);
  }

  private void add(FoundCamera camera) {
    lines.add("# " + about(camera));
    if (camera.streams().isEmpty()) {
      return;
    }
    FoundCamera shown = camera.withoutSecrets();
    if (!shown.address().equals(camera.address())) {
      lines.add("# The camera's address has a secret in it, which is not shown: *** is its place.");
    }
    String id = id(camera);
    lines.add(id + "=" + inProperties(shown.address()));
    if (!camera.name().isEmpty()) {
      lines.add(id + ".name=" + inProperties(camera.name()));
    }
  }

  private static String about(FoundCamera camera) {
    String streams =
        camera.streams().stream()
            .map(FoundStream::description)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    String snapshot = camera.snapshot().isEmpty() ? "" : "snapshot " + camera.snapshot();
    String problem = camera.problem();
    if (problem.equals("wants a login")) {
      problem += "; give one with --discover-login NAME:PASSWORD-FILE";
    }
    if (problem.endsWith("does not trust")) {
      problem += "; --discover-insecure takes any";
    }
    List<String> parts = new ArrayList<>(List.of(streams, snapshot, problem));
    parts.removeIf(String::isEmpty);
    String name = camera.name().isEmpty() ? "" : " \"" + camera.name() + "\"";
    return Secrets.hide(camera.host() + name + ": " + String.join("; ", parts));
  }

  /** Each is given once. */
  private String id(FoundCamera camera) {
    String first = camera.id();
    String id = first;
    for (int number = 2; !ids.add(id); number++) {
      id = first + "-" + number;
    }
    return id;
  }

  private static String inProperties(String value) {
    return value.replace("\\", "\\\\");
  }
}
