package dev.framecast.examples.wall;

import dev.framecast.camera.CameraOptions;
import dev.framecast.examples.wall.PropertyLines.Property;
import dev.framecast.source.FrameSource;
import dev.framecast.source.FrameSources;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a file of cameras says: Java properties in UTF-8, {@code door=rtsp://...} for a camera and
 * {@code door.name=Front door} for its options.
 *
 * <p>Messages name lines and ids, and repeat no value: any may hold a password.
 */
final class CameraFile {

  /** A camera of the file. */
  static final class Entry {
    private final String id;
    private final String address;
    private final Map<String, String> settings;
    private final FrameSource source;
    private final CameraOptions options;

    private Entry(String id, String address, Map<String, String> settings) {
      this.id = id;
      this.address = address;
      this.settings = settings;
      this.source = FrameSources.of(address);
      this.options = CameraSettings.read(settings);
    }

    String id() {
      return id;
    }

    /** Whether that one captures from the same address, whatever else may differ. */
    boolean hasSameSource(Entry other) {
      return address.equals(other.address);
    }

    FrameSource source() {
      return source;
    }

    CameraOptions options() {
      return options;
    }

    /** Whether the file says the same of it. */
    boolean isSame(Entry other) {
      return address.equals(other.address) && settings.equals(other.settings);
    }
  }

  private final Map<String, Property> cameras = new LinkedHashMap<>();
  private final Map<String, Property> settings = new LinkedHashMap<>();
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private CameraFile() {}

  /**
   * Understands the file.
   *
   * @param taken ids that it must not use
   * @return its cameras by their ids, in its order; one at least
   * @throws IllegalArgumentException when anything in it cannot be understood
   */
  static Map<String, Entry> parse(byte[] content, Set<String> taken) {
    CameraFile file = new CameraFile();
    file.sort(PropertyLines.parse(text(content)), taken);
    if (file.cameras.isEmpty()) {
      // Also lest a file that is being written, and still empty, takes all cameras away.
      throw new IllegalArgumentException("no cameras in it: must have lines ID=ADDRESS");
    }
    file.makeEntries();
    return file.entries;
  }

  private static String text(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("must be UTF-8", e);
    }
  }

  /** Ids may have dots in them, so what is a setting depends on the other keys. */
  private void sort(List<Property> properties, Set<String> taken) {
    Set<String> keys = properties.stream().map(Property::key).collect(Collectors.toSet());
    for (Property property : properties) {
      String key = property.key();
      if (key.contains(".") && keys.contains(camera(key))) {
        addSetting(property);
      } else if (CameraSettings.NAMES.contains(setting(key))) {
        throw new IllegalArgumentException(
            "line "
                + property.line()
                + ": is a camera's ."
                + setting(key)
                + "; there is no such"
                + " camera");
      } else {
        addCamera(property, taken);
      }
    }
  }

  private void addCamera(Property property, Set<String> taken) {
    String id = property.key();
    String address = property.value();
    if (!CameraArgument.ID.matcher(id).matches()
        || address.isEmpty()
        || address.startsWith("//")) { // the key is a scheme
      throw new IllegalArgumentException(
          "line "
              + property.line()
              + ": must be ID=ADDRESS, such as door=rtsp://192.168.0.10/stream1; the ID is 1 to 64"
              + " letters, digits, '.', '_' or '-', the first a letter or digit");
    }
    if (cameras.put(id, property) != null || taken.contains(id)) {
      throw wrong(property, "there is one already");
    }
  }

  private void addSetting(Property property) {
    if (!CameraSettings.NAMES.contains(setting(property.key()))) {
      throw wrong(
          property,
          "must end in one of ."
              + String.join(", .", CameraSettings.NAMES)
              + "; what is the source's own stands behind a # in the address");
    }
    if (settings.put(property.key(), property) != null) {
      throw wrong(property, "given twice");
    }
  }

  private static String camera(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('.')));
  }

  private static String setting(String key) {
    return key.contains(".") ? key.substring(key.lastIndexOf('.') + 1) : "";
  }

  private void makeEntries() {
    for (Property line : cameras.values()) {
      Map<String, String> written = new LinkedHashMap<>();
      for (Property setting : settings.values()) {
        if (camera(setting.key()).equals(line.key())) {
          written.put(setting(setting.key()), setting.value());
        }
      }
      try {
        entries.put(line.key(), new Entry(line.key(), line.value(), written));
      } catch (IllegalArgumentException e) {
        String problem = String.valueOf(e.getMessage());
        throw wrong(culprit(line, written, problem), problem);
      }
    }
  }

  /** The camera's setting that has that problem by itself; else the camera's own line. */
  private Property culprit(Property camera, Map<String, String> written, String problem) {
    for (Map.Entry<String, String> one : written.entrySet()) {
      try {
        CameraSettings.read(Map.ofEntries(one));
      } catch (IllegalArgumentException e) {
        if (problem.equals(e.getMessage())) {
          return settings.getOrDefault(camera.key() + '.' + one.getKey(), camera);
        }
      }
    }
    return camera;
  }

  private static IllegalArgumentException wrong(Property line, String problem) {
    return new IllegalArgumentException(
        "line " + line.line() + " (" + line.key() + "): " + problem);
  }
}
