package dev.framecast.webcam;

import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import dev.framecast.webcam.device.Device;
import dev.framecast.webcam.encode.OpenCvLibrary;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opencv.videoio.VideoCapture;
import org.opencv.videoio.Videoio;

/**
 * Opens cameras with OpenCV, and asks them for what is wished. The caller's thread, for seconds.
 */
final class VideoCaptures {
  private static final System.Logger LOG = System.getLogger(VideoCaptures.class.getName());

  private VideoCaptures() {}

  /** Opens it as it is; whoever gets it releases it. */
  static VideoCapture open(Device device) throws SourceException {
    OpenCvLibrary.load();
    VideoCapture capture = new VideoCapture();
    Path path = device.path();
    boolean open;
    if (path == null) {
      open = capture.open(device.index(), backend());
    } else {
      Descriptors descriptors = Descriptors.ofThisProcess();
      descriptors.requireLowOne(device.label());
      open = capture.open(path.toString(), Videoio.CAP_V4L2);
      try {
        descriptors.requireLow(path, device.label());
      } catch (SourceException e) {
        capture.release();
        throw e;
      }
    }
    if (!open) {
      capture.release();
      throw refusal(device);
    }
    return capture;
  }

  private static SourceException refusal(Device device) {
    if (device.isGone()) {
      return new SourceException(
          Kind.UNPLUGGED, "webcam " + device.label() + ": no such camera; is it unplugged?");
    }
    String what =
        device.path() == null
            ? ": not there, in use by another program, or not allowed by the system's privacy"
                + " settings"
            : ": in use by another program (or no camera for pictures, or one of H.264 alone)";
    return new SourceException(Kind.BUSY, "webcam " + device.label() + what);
  }

  /**
   * The one that works best for webcams: on Windows DirectShow, as Media Foundation needs some
   * twelve seconds to open many of them.
   */
  private static int backend() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (os.contains("win")) {
      return Videoio.CAP_DSHOW;
    }
    return os.contains("mac") ? Videoio.CAP_AVFOUNDATION : Videoio.CAP_ANY;
  }

  /** Asks for that; the camera gives what it can. */
  static void ask(VideoCapture capture, RequestedMode requested, Device device) {
    // The format first: DirectShow forgets it otherwise, and cameras offer other sizes for each.
    set(capture, Videoio.CAP_PROP_FOURCC, requested.code());
    set(capture, Videoio.CAP_PROP_FRAME_WIDTH, requested.width());
    set(capture, Videoio.CAP_PROP_FRAME_HEIGHT, requested.height());
    set(capture, Videoio.CAP_PROP_FPS, requested.fps());
    if (understood(capture, device) != null) { // of others OpenCV makes BGR
      set(capture, Videoio.CAP_PROP_CONVERT_RGB, 0);
    }
    requested
        .properties()
        .forEach(
            (property, value) -> {
              if (!capture.set(property, value)) {
                LOG.log(
                    Level.WARNING,
                    "webcam {0}: does not take {1} for OpenCV''s property {2}",
                    device.label(),
                    value,
                    property);
              }
            });
  }

  /** What comes of it is asked for afterwards: cameras refuse, round and lie. */
  private static void set(VideoCapture capture, int property, double value) {
    boolean ignored = capture.set(property, value);
  }

  /** That of pictures which are taken as they are. Others than V4L2 tell of few, and not truly. */
  static WebcamSource.@Nullable Format understood(VideoCapture capture, Device device) {
    WebcamSource.Format format = WebcamSource.Format.of(code(capture));
    boolean known =
        device.path() != null
            || format == WebcamSource.Format.MJPEG
            || format == WebcamSource.Format.YUYV
            || format == WebcamSource.Format.NV12;
    return known ? format : null;
  }

  private static int code(VideoCapture capture) {
    return (int) capture.get(Videoio.CAP_PROP_FOURCC);
  }

  /** What it gives. */
  static SessionInfo info(VideoCapture capture) {
    int code = code(capture);
    boolean jpeg = WebcamSource.Format.of(code) == WebcamSource.Format.MJPEG;
    return SessionInfo.builder()
        .codec(jpeg ? "mjpeg" : FourCc.text(code).toLowerCase(Locale.ROOT))
        .size(
            (int) capture.get(Videoio.CAP_PROP_FRAME_WIDTH),
            (int) capture.get(Videoio.CAP_PROP_FRAME_HEIGHT))
        .fps(Math.max(0, capture.get(Videoio.CAP_PROP_FPS)))
        .build();
  }

  /** What the camera gives when it is asked for each of these; no picture is taken. */
  static Set<SessionInfo> answers(Device device, List<RequestedMode> questions)
      throws SourceException {
    VideoCapture capture = open(device);
    try {
      Set<SessionInfo> answers = new LinkedHashSet<>();
      Set<Integer> refused = new HashSet<>();
      for (RequestedMode question : questions) {
        if (!refused.contains(question.code())) { // each takes OpenCV up to seventeen tries
          ask(capture, question, device);
          if (!answers.add(info(capture)) && code(capture) != question.code()) {
            refused.add(question.code());
          }
        }
      }
      return answers;
    } catch (RuntimeException e) {
      throw broken(device, e);
    } finally {
      capture.release();
    }
  }

  /** Refuses a camera whose pictures do not stand for themselves. */
  static void requirePictures(VideoCapture capture, Device device) throws SourceException {
    String letters = FourCc.text(code(capture));
    if (FourCc.isStream(letters)) {
      throw new SourceException(
          Kind.UNSUPPORTED,
          "webcam " + device.label() + ": sends " + letters + ", which is not decoded here");
    }
  }

  /** OpenCV's own words have the files of its sources in them, over several lines. */
  static SourceException broken(Device device, RuntimeException why) {
    SourceException broken =
        new SourceException(
            Kind.BROKEN, "webcam " + device.label() + ": OpenCV does not manage what it sends");
    broken.initCause(why);
    return broken;
  }
}
