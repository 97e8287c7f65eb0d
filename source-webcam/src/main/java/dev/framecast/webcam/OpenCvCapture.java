package dev.framecast.webcam;

import dev.framecast.encode.RawPicture;
import dev.framecast.encode.RawPicture.Layout;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import dev.framecast.webcam.device.Device;
import dev.framecast.webcam.device.Devices;
import dev.framecast.webcam.encode.RawForm;
import dev.framecast.webcam.encode.TightRows;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.opencv.core.CvException;
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
  private final @Nullable RawForm form;
  private final TightRows rows = new TightRows();

  /** Whether it is V4L2's, and not one on a file. */
  private final boolean v4l2;

  private final boolean stamped;
  private SessionInfo info;
  private boolean any;

  private OpenCvCapture(VideoCapture capture, Device device) {
    this.capture = capture;
    this.device = device;
    WebcamSource.Format format = VideoCaptures.understood(capture, device);
    this.form = format == null ? null : format.form();
    this.v4l2 = capture.getBackendName().equals("V4L2");
    this.stamped = device.path() != null;
    this.info = VideoCaptures.info(capture);
  }

  /** Finds the camera, opens it and asks it for what is wished. */
  static OpenCvCapture open(Devices devices, String wanted, RequestedMode requested)
      throws SourceException {
    Device device = devices.find(wanted);
    VideoCapture capture = VideoCaptures.open(device);
    try {
      VideoCaptures.ask(capture, requested, device);
      VideoCaptures.requirePictures(capture, device);
      return new OpenCvCapture(capture, device);
    } catch (SourceException | RuntimeException e) {
      capture.release();
      throw e;
    }
  }

  /** What OpenCV opens by itself, without being asked for anything: for tests, on a file. */
  static OpenCvCapture of(VideoCapture capture, Device device) {
    return new OpenCvCapture(capture, device);
  }

  @Override
  public SessionInfo info() {
    return info;
  }

  @Override
  public void read(Picture into) throws IOException {
    try {
      long before = System.nanoTime();
      boolean read = capture.read(into.mat());
      long now = System.nanoTime();
      if (!read) {
        throw loss(now - before);
      }
      any = true;
      if (!arrived(into, takenAt(now))) {
        readConverted(into);
      }
    } catch (CvException e) {
      throw VideoCaptures.broken(device, e);
    }
  }

  private boolean arrived(Picture picture, long nanos) {
    if (v4l2 && picture.mat().rows() > 1) {
      rows.restore(picture.mat(), form == null ? RawForm.BGR3 : form);
    }
    boolean understood = picture.arrived(form, info.width(), info.height(), nanos);
    RawPicture raw = picture.asRaw();
    if (form == null
        && raw != null
        && raw.layout() == Layout.YUYV
        && info.codec().equals("mjpeg")) {
      info = info.toBuilder().codec("yuyv").build();
      LOG.log(Level.WARNING, "webcam {0}: says that it sends MJPG, and sends YUYV", device.label());
    }
    return understood;
  }

  /** A back end that gives something else than its format says; let it convert from now on. */
  private void readConverted(Picture into) throws SourceException {
    String shape = into.mat().cols() + "x" + into.mat().rows();
    if (!capture.set(Videoio.CAP_PROP_CONVERT_RGB, 1)
        || !capture.read(into.mat())
        || !into.arrived(null, 0, 0, System.nanoTime())) {
      throw new SourceException(
          Kind.UNSUPPORTED,
          "webcam "
              + device.label()
              + ": sends pictures of a form that is not understood: "
              + info.codec()
              + " in "
              + shape
              + " elements; sides must be even unless each pixel has its colour");
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
