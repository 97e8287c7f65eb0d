package dev.framecast.webcam;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds cameras by index, path or name. On Linux it asks sysfs, because OpenCV knows no names and
 * takes some of a camera's other nodes (metadata) for cameras. Nothing is opened for that. Any
 * thread; blocks for half a second at most, where a camera may not be used.
 */
final class Devices {
  private static final Pattern NODE = Pattern.compile("video([0-9]{1,4})");
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,4}");

  private static final int LOOKS = 10;
  private static final long NAP_NANOS = 50_000_000L;

  private final boolean linux;
  private final Path dev;
  private final Path sysfs;
  private final Predicate<Path> allowed;

  Devices(boolean linux, Path dev, Path sysfs, Predicate<Path> allowed) {
    this.linux = linux;
    this.dev = dev;
    this.sysfs = sysfs;
    this.allowed = allowed;
  }

  /** Those of this machine. */
  static Devices ofThisMachine() {
    return new Devices(
        isLinux(),
        Path.of("/dev"),
        Path.of("/sys/class/video4linux"),
        node -> Files.isReadable(node) && Files.isWritable(node));
  }

  static boolean isLinux() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
  }

  /**
   * The camera that is meant.
   *
   * @param wanted an index, a path that begins with a slash, or a name
   * @throws SourceException when it is not there, or may not be used
   */
  Device find(String wanted) throws SourceException {
    boolean byIndex = INDEX.matcher(wanted).matches();
    if (!linux) {
      if (!byIndex) {
        throw new SourceException(
            Kind.UNSUPPORTED,
            "webcam "
                + Device.quoted(wanted)
                + ": only on Linux are paths and names known; give its index");
      }
      return new Device(Integer.parseInt(wanted), null, "");
    }
    if (!byIndex && !wanted.startsWith("/")) {
      return usable(named(wanted));
    }
    return usable(
        device(byIndex ? dev.resolve("video" + Integer.parseInt(wanted)) : Path.of(wanted)));
  }

  private Device usable(Device device) throws SourceException {
    Path path = device.path();
    if (device.isGone()) {
      throw new SourceException(
          Kind.UNPLUGGED, "webcam " + device.label() + ": no such camera; is it unplugged?");
    }
    if (path != null && !isAllowed(path)) {
      throw new SourceException(
          Kind.UNAUTHORIZED,
          "webcam "
              + device.label()
              + ": no permission; add user "
              + Device.quoted(System.getProperty("user.name", ""))
              + " to the group that owns it (mostly \"video\") and log in anew");
    }
    return device;
  }

  /** The system makes a node first and sets its group a moment later: see udev(7). */
  private boolean isAllowed(Path path) {
    for (int look = 0; look < LOOKS; look++) {
      if (allowed.test(path)) {
        return true;
      }
      LockSupport.parkNanos(NAP_NANOS);
    }
    return false;
  }

  /** By the whole name, else by a part of it; the lowest number where there are many. */
  private Device named(String wanted) throws SourceException {
    String lower = wanted.toLowerCase(Locale.ROOT);
    List<Device> attached = attached();
    for (Device device : attached) {
      if (device.name().equals(wanted)) {
        return device;
      }
    }
    for (Device device : attached) {
      if (device.name().toLowerCase(Locale.ROOT).contains(lower)) {
        return device;
      }
    }
    throw new SourceException(
        Kind.UNPLUGGED,
        "webcam "
            + Device.quoted(wanted)
            + ": no camera of that name"
            + (attached.isEmpty()
                ? "; none is attached"
                : " among those attached: "
                    + String.join(", ", attached.stream().map(Device::label).toList())));
  }

  /** All cameras of a Linux machine, in order; empty on others, which do not tell. */
  List<Device> attached() {
    List<Device> found = new ArrayList<>();
    if (linux) {
      for (String node : entries(Files.isDirectory(sysfs) ? sysfs : dev)) {
        Matcher matcher = NODE.matcher(node);
        // A camera's first node has the pictures; those after it are for metadata.
        if (matcher.matches() && read(node, "index", "0").equals("0")) {
          found.add(device(dev.resolve(node)));
        }
      }
      found.sort((a, b) -> Integer.compare(a.index(), b.index()));
    }
    return found;
  }

  private Device device(Path path) {
    Path node = path;
    try {
      node = path.toRealPath(); // /dev/v4l/by-id/... are links
    } catch (IOException e) {
      // It is not there; whoever wants to use it will say so.
    }
    String file = String.valueOf(node.getFileName());
    Matcher matcher = NODE.matcher(file);
    int index = matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    return new Device(index, path, index < 0 ? "" : read(file, "name", ""));
  }

  private static String[] entries(Path folder) {
    String @Nullable [] names = new File(folder.toString()).list();
    return names == null ? new String[0] : names;
  }

  private String read(String node, String attribute, String otherwise) {
    try {
      return Files.readString(sysfs.resolve(node).resolve(attribute)).strip();
    } catch (IOException e) {
      return otherwise;
    }
  }
}
