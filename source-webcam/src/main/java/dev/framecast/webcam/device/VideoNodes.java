package dev.framecast.webcam.device;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what sysfs and udev know of V4L2's nodes. Nothing is opened for that, so it works for
 * cameras that are in use or may not be used. Each look is a new one; what vanishes meanwhile is
 * left out or has no name. Any thread.
 */
final class VideoNodes {
  private static final Pattern NODE = Pattern.compile("video([0-9]{1,4})");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  private final Path dev;
  private final Path sysfs;
  private final Path udevData;

  VideoNodes(Path dev, Path sysfs, Path udevData) {
    this.dev = dev;
    this.sysfs = sysfs;
    this.udevData = udevData;
  }

  /** The number in {@code videoN}; -1 for other names. */
  static int number(String file) {
    Matcher matcher = NODE.matcher(file);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  /** Those for video, by their numbers. */
  List<VideoNode> all() {
    List<VideoNode> found = new ArrayList<>();
    for (String file : entries(Files.isDirectory(sysfs) ? sysfs : dev)) {
      if (number(file) >= 0) {
        found.add(node(file));
      }
    }
    found.sort((a, b) -> Integer.compare(number(a.file()), number(b.file())));
    return found;
  }

  /** That of this name, which may also be a radio's or one that sysfs does not know. */
  VideoNode node(String file) {
    Path folder = sysfs.resolve(file);
    Path device = folder.resolve("device");
    return new VideoNode(
        file,
        index(read(folder.resolve("index"))),
        CONTROL.matcher(read(folder.resolve("name"))).replaceAll(" ").strip(),
        real(device),
        lastName(real(device.resolve("subsystem"))),
        lastName(real(device.resolve("driver"))),
        udev(read(folder.resolve("dev")).strip()));
  }

  private static int index(String text) {
    String digits = text.strip();
    return digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : 0;
  }

  /** udev's record of the device with those numbers, such as 81:0. */
  private UdevRecord udev(String numbers) {
    if (!numbers.matches("[0-9]{1,9}:[0-9]{1,9}")) {
      return UdevRecord.NONE;
    }
    return UdevRecord.parse(read(udevData.resolve("c" + numbers)));
  }

  static String[] entries(Path folder) {
    String @Nullable [] names = new File(folder.toString()).list();
    return names == null ? new String[0] : names;
  }

  /** Where a link leads; empty if nowhere. */
  private static String real(Path link) {
    try {
      return link.toRealPath().toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The file's text, whatever bytes it has; empty if it cannot be read. */
  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
