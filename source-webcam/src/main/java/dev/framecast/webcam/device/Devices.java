package dev.framecast.webcam.device;

import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds cameras by index, path or name. On Linux it asks sysfs and udev, because OpenCV knows no
 * names and takes nodes for metadata and image processors for cameras. Nothing is opened for that.
 * Any thread; blocks for half a second at most, where a camera may not be used.
 */
public final class Devices {
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,4}");

  private static final int LOOKS = 10;
  private static final long NAP_NANOS = 50_000_000L;

  private final boolean linux;
  private final Path dev;
  private final VideoNodes nodes;
  private final Links links;
  private final Predicate<Path> allowed;

  Devices(boolean linux, Path dev, Path sysfs, Path udevData, Predicate<Path> allowed) {
    this.linux = linux;
    this.dev = dev;
    this.nodes = new VideoNodes(dev, sysfs, udevData);
    this.links = new Links(dev);
    this.allowed = allowed;
  }

  /** Those of this machine. */
  public static Devices ofThisMachine() {
    return new Devices(
        isLinux(),
        Path.of("/dev"),
        Path.of("/sys/class/video4linux"),
        Path.of("/run/udev/data"),
        node -> Files.isReadable(node) && Files.isWritable(node));
  }

  /** Whether this machine tells what cameras it has. */
  public static boolean isLinux() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
  }

  /**
   * The camera that is meant.
   *
   * @param wanted an index, a path that begins with a slash, a name in /dev/v4l/by-id or by-path,
   *     or the camera's name or a part of it
   * @throws SourceException when it is not there, may not be used or is no camera, or when there
   *     are two of that name
   */
  public Device find(String wanted) throws SourceException {
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
    List<VideoNode> all = nodes.all();
    if (byIndex) {
      return usable(device(dev.resolve("video" + Integer.parseInt(wanted))), all);
    }
    Path path = links.path(wanted, all);
    if (path == null) {
      return usable(named(wanted, all), all);
    }
    List<Device> owners = present(links.owners(path, cameras(all)));
    if (owners.size() > 1) {
      throw ambiguous(wanted, owners);
    }
    return usable(device(path), all);
  }

  private Device usable(Device device, List<VideoNode> all) throws SourceException {
    Path path = device.path();
    if (device.isGone()) {
      String what =
          path != null && Files.isSymbolicLink(path)
              ? ": no camera where that link leads; is it unplugged?"
              : ": no such camera; is it unplugged?";
      throw new SourceException(Kind.UNPLUGGED, "webcam " + device.label() + what);
    }
    String objection = path == null ? "" : nodes.node(Links.file(path)).objection(all);
    if (!objection.isEmpty()) {
      throw new SourceException(
          Kind.NO_VIDEO, "webcam " + device.label() + ": no camera: " + objection);
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

  /** By the whole name, else by a part of it. */
  private Device named(String wanted, List<VideoNode> all) throws SourceException {
    String lower = wanted.toLowerCase(Locale.ROOT);
    List<Device> attached = attached(all);
    List<Device> fitting =
        attached.stream().filter(device -> device.name().equals(wanted)).toList();
    if (fitting.isEmpty()) {
      fitting =
          attached.stream()
              .filter(device -> device.name().toLowerCase(Locale.ROOT).contains(lower))
              .toList();
    }
    if (fitting.size() > 1) {
      throw ambiguous(wanted, fitting);
    }
    if (fitting.isEmpty()) {
      throw new SourceException(
          Kind.UNPLUGGED,
          "webcam "
              + Device.quoted(wanted)
              + ": no camera of that name"
              + attachedInWords(attached));
    }
    return fitting.get(0);
  }

  private static String attachedInWords(List<Device> attached) {
    return attached.isEmpty()
        ? "; none is attached"
        : " among those attached: "
            + String.join(", ", attached.stream().map(Device::label).toList());
  }

  /** Never the first of them: which one that is changes with each start. */
  private SourceException ambiguous(String wanted, List<Device> fitting) {
    return new SourceException(
        Kind.UNSUPPORTED,
        "webcam "
            + Device.quoted(wanted)
            + ": "
            + fitting.size()
            + " cameras are called so; name one of these: "
            + fitting.stream()
                .map(device -> Device.quoted(links.lasting(device).toString()))
                .collect(Collectors.joining(", ")));
  }

  /** All cameras of a Linux machine, in order; empty on others, which do not tell. */
  public List<Device> attached() {
    return linux ? attached(nodes.all()) : List.of();
  }

  private List<Device> attached(List<VideoNode> all) {
    return present(cameras(all));
  }

  /** A container sees all nodes of its host in sysfs, and may have few. */
  private List<Device> present(List<VideoNode> some) {
    return some.stream().map(this::device).filter(device -> !device.isGone()).toList();
  }

  private static List<VideoNode> cameras(List<VideoNode> all) {
    return all.stream().filter(node -> node.isCamera(all)).toList();
  }

  private Device device(VideoNode node) {
    return new Device(VideoNodes.number(node.file()), dev.resolve(node.file()), node.name());
  }

  private Device device(Path path) {
    String file = Links.file(path);
    int index = VideoNodes.number(file);
    return new Device(index, path, index < 0 ? "" : nodes.node(file).name());
  }
}
