package dev.framecast.webcam.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of nodes that last when cameras are plugged in anew: by-id has the camera's make and
 * serial number, which cheap cameras share, and by-path the port.
 */
final class Links {
  private static final String BY_ID = "v4l/by-id/";
  private static final String BY_PATH = "v4l/by-path/";

  private final Path dev;

  Links(Path dev) {
    this.dev = dev;
  }

  /**
   * The path that is meant.
   *
   * @param wanted a path that begins with a slash, or a name in by-id or by-path, with or without
   *     its folder
   * @return null if it is neither
   */
  @Nullable Path path(String wanted, List<VideoNode> all) {
    try {
      if (wanted.startsWith("/")) {
        return Path.of(wanted);
      }
      for (String folder : new String[] {BY_ID, BY_PATH}) {
        String name = wanted.substring(wanted.lastIndexOf('/') + 1);
        String link = folder + name;
        if (!name.isEmpty()
            && ("/" + link).endsWith("/" + wanted)
            && (Files.exists(dev.resolve(link), LinkOption.NOFOLLOW_LINKS)
                || all.stream().anyMatch(node -> node.udev().links().contains(link)))) {
          return dev.resolve(link);
        }
      }
    } catch (InvalidPathException e) {
      // Letters that this system's paths cannot have, so it is a name.
    }
    return null;
  }

  /** Of these nodes those that are to have that name; udev gives it to one of them. */
  List<VideoNode> owners(Path path, List<VideoNode> nodes) {
    Path link = path.normalize();
    if (!link.startsWith(dev)) {
      return List.of();
    }
    String name = dev.relativize(link).toString();
    return nodes.stream().filter(node -> node.udev().links().contains(name)).toList();
  }

  /** The camera's name in by-path; its node where there is none. */
  Path lasting(Device device) {
    Path path = dev.resolve("video" + device.index());
    Path folder = dev.resolve(BY_PATH);
    String[] names = VideoNodes.entries(folder);
    Arrays.sort(names);
    for (String name : names) {
      if (file(folder.resolve(name)).equals(file(path))) {
        return folder.resolve(name);
      }
    }
    return path;
  }

  /** The name of the file where that leads; of the path itself if it leads nowhere. */
  static String file(Path path) {
    Path node = path;
    try {
      node = path.toRealPath();
    } catch (IOException e) {
      // It is not there; whoever wants to use it will say so.
    }
    return String.valueOf(node.getFileName());
  }
}
