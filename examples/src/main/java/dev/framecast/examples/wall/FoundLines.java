package dev.framecast.examples.wall;

import dev.framecast.discovery.FoundCamera;
import dev.framecast.discovery.FoundStream;
import dev.framecast.internal.Secrets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code --discover} prints: lines of a file of cameras. What is not for such a file is a
 * comment. No password is in them; where one has to be there is a place for it.
 */
final class FoundLines {
  private static final int MOST_LETTERS = 40;

  private final Set<String> ids = new HashSet<>();
  private final List<String> lines = new ArrayList<>();

  private FoundLines() {}

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
    FoundCamera shown = withoutSecrets(camera);
    if (!shown.equals(camera)) {
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
    List<String> parts = new ArrayList<>(List.of(streams, snapshot, problem));
    parts.removeIf(String::isEmpty);
    String name = camera.name().isEmpty() ? "" : " \"" + camera.name() + "\"";
    return Secrets.hide(camera.host() + name + ": " + String.join("; ", parts));
  }

  private static FoundCamera withoutSecrets(FoundCamera camera) {
    List<FoundStream> streams =
        camera.streams().stream()
            .map(
                stream ->
                    new FoundStream(
                        Secrets.hide(stream.address()),
                        stream.codec(),
                        stream.width(),
                        stream.height()))
            .toList();
    return new FoundCamera(
        camera.host(), camera.name(), streams, camera.snapshot(), camera.login(), camera.problem());
  }

  /** Of the name, in letters that ids may have; else of the address. Each is given once. */
  private String id(FoundCamera camera) {
    String plain =
        Normalizer.normalize(camera.name(), Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    String cut = plain.substring(0, Math.min(MOST_LETTERS, plain.length()));
    String named = cut.replaceAll("^-+|-+$", "");
    String first = named.isEmpty() ? "camera-" + camera.host().replaceAll("[^0-9a-f]", "-") : named;
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
