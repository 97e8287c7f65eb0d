package dev.framecast.webcam;

import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.webcam.Webcam.Mode;
import dev.framecast.webcam.device.Device;
import dev.framecast.webcam.device.Devices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What cameras this machine has. */
public final class Webcams {
  private static final int[][] SIZES = {{640, 480}, {1280, 720}, {1920, 1080}, {3840, 2160}};

  private static final List<RequestedMode> QUESTIONS =
      IntStream.of(
              WebcamSource.Format.MJPEG.code(),
              WebcamSource.Format.YUYV.code(),
              WebcamSource.Format.NV12.code(),
              FourCc.H264,
              FourCc.HEVC)
          .boxed()
          .flatMap(
              code ->
                  Stream.of(SIZES)
                      .map(size -> new RequestedMode(code, size[0], size[1], 30, Map.of())))
          .toList();

  /** Where the system does not tell, so many are tried. */
  private static final int TRIED = 4;

  private Webcams() {}

  /**
   * {@return the cameras that are attached, in the order of their indexes} Each is opened for a
   * moment and asked for common sizes as MJPEG, YUYV, NV12, H.264 and H.265, which blocks for a
   * second or so a camera (on Windows for longer); no picture is taken. One that is in use has no
   * modes, and a problem.
   *
   * <p>On Linux nodes of metadata, codecs and image processors are left out: by device_caps, as
   * udev noted them when the node appeared; where there is no udev, as in containers, by the node's
   * place and name.
   */
  public static List<Webcam> list() {
    return list(Devices.ofThisMachine());
  }

  static List<Webcam> list(Devices devices) {
    List<Webcam> found = new ArrayList<>();
    if (Devices.isLinux()) {
      for (Device device : devices.attached()) {
        found.add(look(devices, device));
      }
      return found;
    }
    for (int index = 0; index < TRIED; index++) {
      Webcam webcam = look(devices, new Device(index, null, ""));
      if (webcam.problem().isEmpty()) {
        found.add(webcam);
      }
    }
    return found;
  }

  private static Webcam look(Devices devices, Device device) {
    String path = device.path() == null ? "" : device.path().toString();
    List<Mode> modes = new ArrayList<>();
    String problem = "";
    try {
      Device usable = devices.find(path.isEmpty() ? Integer.toString(device.index()) : path);
      for (SessionInfo info : VideoCaptures.answers(usable, QUESTIONS)) {
        modes.add(new Mode(info.codec(), info.width(), info.height(), info.fps()));
      }
    } catch (SourceException e) {
      problem = String.valueOf(e.getMessage());
    }
    return new Webcam(device.index(), path, device.name(), modes, problem);
  }
}
