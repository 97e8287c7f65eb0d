package dev.framecast.webcam;

import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import dev.framecast.webcam.encode.OpenCvLibrary;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.opencv.videoio.VideoCapture;
import org.opencv.videoio.Videoio;

/** A camera, opened by OpenCV's {@code VideoCapture}. */
final class OpenCvCapture implements Capture {
  private static final System.Logger LOG = System.getLogger(OpenCvCapture.class.getName());

  /** OpenCV gives up a read after ten seconds; what ends much sooner was ended by the camera. */
  private static final long STALL_NANOS = 5_000_000_000L;

  private static final long OLDEST_NANOS = 1_000_000_000L;

  private final VideoCapture capture;
  private final Device device;
  private final boolean nv12;
  private final boolean stamped;
  private final SessionInfo info;
  private boolean any;

  private OpenCvCapture(VideoCapture capture, Device device) {
    this.capture = capture;
    this.device = device;
    this.nv12 = code(capture) == WebcamSource.Format.NV12.code();
    this.stamped = device.path() != null;
    this.info = info(capture);
  }

  private static SessionInfo info(VideoCapture capture) {
    String fourcc = text(code(capture));
    return SessionInfo.builder()
        .codec(fourcc.equals("MJPG") ? "mjpeg" : fourcc.toLowerCase(Locale.ROOT))
        .size(
            (int) capture.get(Videoio.CAP_PROP_FRAME_WIDTH),
            (int) capture.get(Videoio.CAP_PROP_FRAME_HEIGHT))
        .fps(Math.max(0, capture.get(Videoio.CAP_PROP_FPS)))
        .build();
  }

  /** Finds the camera, opens it and asks it for what is wished. */
  static OpenCvCapture open(Devices devices, String wanted, RequestedMode requested)
      throws SourceException {
    Device device = devices.find(wanted);
    VideoCapture capture = openOnly(device);
    try {
      ask(capture, requested, device);
      return new OpenCvCapture(capture, device);
    } catch (RuntimeException e) {
      capture.release();
      throw e;
    }
  }

  /** What OpenCV opens by itself, without being asked for anything: for tests, on a file. */
  static OpenCvCapture of(VideoCapture capture, Device device) {
    return new OpenCvCapture(capture, device);
  }

  /** What the camera gives when it is asked for each of these; no picture is taken. */
  static Set<SessionInfo> answers(Device device, List<RequestedMode> questions)
      throws SourceException {
    VideoCapture capture = openOnly(device);
    try {
      Set<SessionInfo> answers = new LinkedHashSet<>();
      for (RequestedMode question : questions) {
        ask(capture, question, device);
        answers.add(info(capture));
      }
      return answers;
    } finally {
      capture.release();
    }
  }

  private static VideoCapture openOnly(Device device) throws SourceException {
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
            : ": in use by another program (or no camera for pictures)";
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

  private static void ask(VideoCapture capture, RequestedMode requested, Device device) {
    // The format first: DirectShow forgets it otherwise, and cameras offer other sizes for each.
    set(capture, Videoio.CAP_PROP_FOURCC, requested.format().code());
    set(capture, Videoio.CAP_PROP_FRAME_WIDTH, requested.width());
    set(capture, Videoio.CAP_PROP_FRAME_HEIGHT, requested.height());
    set(capture, Videoio.CAP_PROP_FPS, requested.fps());
    if (isUnderstood(code(capture))) {
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

  /** Whether pictures of this format are taken as they are; others OpenCV makes BGR of. */
  private static boolean isUnderstood(int code) {
    for (WebcamSource.Format format : WebcamSource.Format.values()) {
      if (format.code() == code) {
        return true;
      }
    }
    return false;
  }

  private static int code(VideoCapture capture) {
    return (int) capture.get(Videoio.CAP_PROP_FOURCC);
  }

  /** The four letters in a number; empty if these are none. */
  static String text(int code) {
    StringBuilder text = new StringBuilder(4);
    for (int shift = 0; shift < 32; shift += 8) {
      char letter = (char) (code >> shift & 0xFF);
      if (letter < ' ' || letter > '~') {
        return "";
      }
      text.append(letter);
    }
    return text.toString().strip();
  }

  @Override
  public SessionInfo info() {
    return info;
  }

  @Override
  public void read(Picture into) throws IOException {
    long before = System.nanoTime();
    boolean read = capture.read(into.mat());
    long now = System.nanoTime();
    if (!read) {
      throw loss(now - before);
    }
    any = true;
    if (into.arrived(nv12, takenAt(now))) {
      return;
    }
    // A back end that gives something else than its format says; let it convert from now on.
    if (!capture.set(Videoio.CAP_PROP_CONVERT_RGB, 1)
        || !capture.read(into.mat())
        || !into.arrived(false, System.nanoTime())) {
      throw new SourceException(
          Kind.UNSUPPORTED,
          "webcam "
              + device.label()
              + ": sends pictures of a form that is not understood: "
              + info.codec());
    }
  }

  /** V4L2's stamp, which most drivers take from the clock that Java uses, too. */
  private long takenAt(long now) {
    if (stamped) {
      long stamp = (long) (capture.get(Videoio.CAP_PROP_POS_MSEC) * 1e6);
      long age = now - stamp;
      if (age >= 0 && age < OLDEST_NANOS) {
        return stamp;
      }
    }
    return now;
  }

  private SourceException loss(long waited) {
    String camera = "webcam " + device.label();
    if (device.isGone()) {
      return new SourceException(Kind.UNPLUGGED, camera + ": unplugged");
    }
    if (waited > STALL_NANOS) {
      return new SourceException(
          Kind.UNREACHABLE,
          String.format(Locale.ROOT, "%s: no picture for %.0f s", camera, waited / 1e9));
    }
    return new SourceException(
        any ? Kind.UNPLUGGED : Kind.UNREACHABLE,
        any
            ? camera + ": lost; unplugged for a moment, or its driver failed"
            : camera + ": gives no picture; too many cameras on one USB bus?");
  }

  @Override
  public void release() {
    capture.release();
  }
}
