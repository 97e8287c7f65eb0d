package dev.framecast.webcam.device;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What udev wrote down of a node when that appeared.
 *
 * @param capabilities what the node can do, such as {@code capture}: udev asks for device_caps,
 *     which takes a call that Java does not have; null if it did not write that down
 * @param links the names that the node is to have below /dev, such as {@code v4l/by-id/...}, also
 *     those that another node got in its stead
 */
record UdevRecord(@Nullable Set<String> capabilities, Set<String> links) {
  static final UdevRecord NONE = new UdevRecord(null, Set.of());

  private static final String CAPABILITIES = "E:ID_V4L_CAPABILITIES=";
  private static final String LINK = "S:";

  static UdevRecord parse(String text) {
    Set<String> capabilities = null;
    Set<String> links = new HashSet<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(CAPABILITIES)) {
        capabilities = Set.of(words(line.substring(CAPABILITIES.length())));
      } else if (line.startsWith(LINK)) {
        links.add(line.substring(LINK.length()).strip());
      }
    }
    return new UdevRecord(capabilities, links);
  }

  /** Of {@code :capture:tuner:}. */
  private static String[] words(String list) {
    return Arrays.stream(list.strip().split(":", -1))
        .filter(word -> !word.isEmpty())
        .distinct()
        .toArray(String[]::new);
  }

  boolean isSilent() {
    return capabilities == null;
  }

  boolean can(String capability) {
    return capabilities != null && capabilities.contains(capability);
  }
}
