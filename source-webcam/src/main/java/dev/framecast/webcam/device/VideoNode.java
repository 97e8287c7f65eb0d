package dev.framecast.webcam.device;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A node of V4L2, and whether it gives a camera's pictures. Many do not: a webcam has another one
 * for metadata, and a Raspberry Pi a dozen for its codecs and its image processor.
 *
 * @param file such as {@code video0}
 * @param index its place among the nodes of its device
 * @param name what the driver calls it; empty if it does not say
 * @param device the device that it belongs to; empty if that is made up by a program, as
 *     v4l2loopback's are
 * @param bus such as {@code usb}; empty if not known
 * @param driver such as {@code uvcvideo}; empty if not known
 * @param udev what udev knows of it
 */
record VideoNode(
    String file,
    int index,
    String name,
    String device,
    String bus,
    String driver,
    UdevRecord udev) {
  private static final String CAPTURE = "capture";
  private static final String OUTPUT = "video_output";

  /** Cards with sockets in both directions. */
  private static final Set<String> BUSES_OF_CARDS = Set.of("usb", "pci");

  /** The kernel's driver for tests, whose outputs lead nowhere. */
  private static final String TEST_DRIVER = "vivid";

  /** Names of codecs, image processors and metadata, for want of better evidence. */
  private static final Pattern NO_CAMERA =
      Pattern.compile(
          "(?:^|[^a-z])(?:codec|vcodec|vicodec|isp\\d*|pisp|pispbe|embedded|meta|metadata|stats|params"
              + "|dec|enc|vdec|rkvdec|venc|decoder|encoder|decode|encode|hevc|rpivid|m2m|vim2m|mem2mem"
              + "|venus|cedrus|hantro|coda|mfc|jpeg|rga|pxp)(?:[^a-z]|$)");

  /**
   * Why it gives no camera's pictures, for certain; empty if it may.
   *
   * @param all the nodes of this machine
   */
  String objection(List<VideoNode> all) {
    if (udev.isSilent()) {
      return "";
    }
    boolean captures = udev.can(CAPTURE);
    boolean outputs = udev.can(OUTPUT);
    if (captures && outputs && !isMadeUp()) {
      return "it turns pictures of memory into others, as codecs do";
    }
    if (captures) {
      return isFed(all) ? "it is the end of an image processor, which a program has to feed" : "";
    }
    if (outputs && isMadeUp()) {
      return ""; // v4l2loopback: it captures once somebody writes to it, and udev is not told
    }
    return "its device_caps have no VIDEO_CAPTURE; it is for metadata, a codec, sound or an output";
  }

  /** Whether to show it as a camera: by what udev knows, else by its name and place. */
  boolean isCamera(List<VideoNode> all) {
    if (!udev.isSilent()) {
      return objection(all).isEmpty();
    }
    boolean named = !bus.equals("usb") && NO_CAMERA.matcher(name.toLowerCase(Locale.ROOT)).find();
    // A webcam's first node has the pictures, and those after it are mostly for metadata.
    return index == 0 && !named;
  }

  private boolean isMadeUp() {
    return device.isEmpty();
  }

  /** An image processor on the board has nodes for what goes in beside those for what comes out. */
  private boolean isFed(List<VideoNode> all) {
    return !isMadeUp()
        && !BUSES_OF_CARDS.contains(bus)
        && !driver.equals(TEST_DRIVER)
        && all.stream().anyMatch(other -> other.device.equals(device) && other.isOutputOnly());
  }

  private boolean isOutputOnly() {
    return udev.can(OUTPUT) && !udev.can(CAPTURE);
  }
}
