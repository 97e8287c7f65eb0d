package dev.framecast.webcam;

import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.webcam.device.Devices;
import dev.framecast.webcam.encode.RawForm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A camera of this machine, read by OpenCV: a webcam, a capture card, on Linux whatever V4L2 knows.
 *
 * <p>A camera that speaks MJPEG, as nearly all do, is passed through: its JPEGs are neither decoded
 * nor encoded, save for viewers who want them smaller. Raw pictures are encoded once for each
 * rendition, by FFmpeg where framecast-source-rtsp is there too, which needs half the time or less.
 * Broken JPEGs are left out and counted.
 *
 * <p>What the camera really gives (it rounds what it is asked for to what it has) is in {@code
 * /cameras} and in {@link FrameSession#info()}.
 *
 * <p>A {@link dev.framecast.source.SourceException} tells what is wrong: {@code UNREACHABLE} (no
 * such camera, unplugged, no picture for ten seconds), {@code BUSY} (another program has it; or no
 * descriptor below 1024 is left, which OpenCV needs), {@code UNAUTHORIZED} (the user may not open
 * it), {@code NO_VIDEO} (what is named is no camera, but a codec, metadata or an output), {@code
 * UNSUPPORTED} (its pictures are not understood, or two cameras have that name), {@code BROKEN}
 * (thirty broken JPEGs in a row). By name, a camera is found again when it is plugged into another
 * port.
 *
 * <p>A session has one thread beside the camera's capture thread, named {@code webcam-...}: OpenCV
 * cannot be interrupted, so that one may sit in a read of a stalled camera for ten seconds, during
 * which the camera stays open; whatever session of this source comes next takes it over. Nobody
 * waits for it: neither {@code close()} nor the JVM's end.
 *
 * <p>Safe for use by many threads; {@link #open()} does not block. A camera can be open once only,
 * so two {@link dev.framecast.camera.Camera}s of one source do not work at the same time.
 */
public final class WebcamSource implements FrameSource {

  /** How a camera codes its pictures. */
  public enum Format {
    /** JPEGs, which are passed through. The default: USB has no room for large raw pictures. */
    MJPEG("MJPG", null),
    /** Raw, two bytes a pixel. */
    YUYV("YUYV", RawForm.YUYV),
    /** Raw, one and a half bytes a pixel. */
    NV12("NV12", RawForm.NV12),
    /** As YUYV, in another order. */
    UYVY("UYVY", RawForm.UYVY),
    /** As NV12, in another order. */
    NV21("NV21", RawForm.NV21),
    /** As NV12, with the colours in planes of their own; also known as I420. */
    YU12("YU12", RawForm.YU12),
    /** As YU12, in another order. */
    YV12("YV12", RawForm.YV12),
    /** Raw, one byte a pixel, without colours: infrared cameras. */
    GREY("GREY", RawForm.GREY),
    /** Raw, two bytes a pixel, without colours, of which the higher byte is shown. */
    Y16("Y16 ", RawForm.Y16),
    /** Raw, three bytes a pixel: blue, green, red. */
    BGR3("BGR3", RawForm.BGR3),
    /** Raw, three bytes a pixel: red, green, blue. */
    RGB3("RGB3", RawForm.RGB3);

    private final int code;
    private final @Nullable RawForm form;

    Format(String fourcc, @Nullable RawForm form) {
      this.code = FourCc.of(fourcc);
      this.form = form;
    }

    /** The four letters as OpenCV's number. */
    int code() {
      return code;
    }

    /** How pictures lie in memory; null if they are JPEGs. */
    @Nullable RawForm form() {
      return form;
    }

    /** That of four letters; null if pictures of it are not understood. */
    static @Nullable Format of(int code) {
      if (code == FourCc.JPEG) {
        return MJPEG;
      }
      for (Format format : values()) {
        if (format.code == code) {
          return format;
        }
      }
      return null;
    }
  }

  private final String device;
  private final RequestedMode requested;
  private final AtomicReference<@Nullable DeviceReader> left = new AtomicReference<>();

  private WebcamSource(String device, RequestedMode requested) {
    this.device = device;
    this.requested = requested;
  }

  /**
   * {@return a source of the camera with that number, as MJPEG of 1280x720 at 30 frames a second or
   * what it has that is near}
   *
   * @param index 0 for the first; on Linux the number in {@code /dev/video0}
   */
  public static WebcamSource of(int index) {
    return builder(index).build();
  }

  /**
   * {@return a builder of a source with other settings}
   *
   * @param index 0 for the first; on Linux the number in {@code /dev/video0}
   */
  public static Builder builder(int index) {
    if (index < 0 || index > 9_999) {
      throw new IllegalArgumentException("webcam " + index + ": must be 0 to 9999");
    }
    return new Builder(Integer.toString(index));
  }

  /**
   * {@return a builder of a source with other settings}
   *
   * @param device on Linux the path of the node, such as {@code /dev/video2}, one of the lasting
   *     names in {@code /dev/v4l/by-id} and {@code by-path} with or without that folder, or the
   *     camera's name as {@link Webcams#list()} shows it, or a part of that; elsewhere an index
   *     only. What fits two cameras is refused when it is opened, with the names that tell them
   *     apart
   */
  public static Builder builder(String device) {
    Objects.requireNonNull(device, "device");
    if (device.isBlank()) {
      throw new IllegalArgumentException("webcam \"\": must be an index, a path or a name");
    }
    return new Builder(device.strip());
  }

  @Override
  public FrameSession open() {
    return open(SessionContext.NONE);
  }

  @Override
  public FrameSession open(SessionContext context) {
    Devices devices = Devices.ofThisMachine();
    String thread = "webcam-" + device.substring(device.lastIndexOf('/') + 1);
    return new WebcamSession(
        description(),
        () -> new DeviceReader(thread, () -> OpenCvCapture.open(devices, device, requested)),
        left,
        context);
  }

  /** Such as {@code webcam:0}. */
  @Override
  public String description() {
    return "webcam:" + device;
  }

  @Override
  public String kind() {
    return "webcam";
  }

  @Override
  public String toString() {
    return "WebcamSource[" + device + "]";
  }

  /** Settings of a source. Not safe for use by many threads. */
  public static final class Builder {
    /** OpenCV's numbers 3, 4, 5, 6, 8, 9 and 16: how pictures come is not the user's to change. */
    private static final long RESERVED =
        1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 8 | 1 << 9 | 1 << 16;

    private final String device;
    private final Map<Integer, Double> properties = new LinkedHashMap<>();
    private Format format = Format.MJPEG;
    private int width = 1280;
    private int height = 720;
    private double fps = 30;

    private Builder(String device) {
      this.device = device;
    }

    /**
     * Sets the size that is wished for. The camera takes the nearest that it has.
     *
     * @param width pixels
     * @param height pixels
     * @return this builder
     * @throws IllegalArgumentException if a side is not 1 to 65535
     */
    public Builder size(int width, int height) {
      if (width < 1 || height < 1 || width > 65_535 || height > 65_535) {
        throw new IllegalArgumentException(
            "size " + width + "x" + height + ": sides must be 1 to 65535");
      }
      this.width = width;
      this.height = height;
      return this;
    }

    /**
     * Sets the frames a second that are wished for.
     *
     * @param fps more than 0 and at most 1000
     * @return this builder
     * @throws IllegalArgumentException if not more than 0 and at most 1000
     */
    public Builder fps(double fps) {
      if (!(fps > 0 && fps <= 1_000)) {
        throw new IllegalArgumentException("fps " + fps + ": must be more than 0, at most 1000");
      }
      this.fps = fps;
      return this;
    }

    /**
     * Sets the format that is wished for. A camera that does not have it sends what it has.
     *
     * @param format {@link Format#MJPEG} unless this is called
     * @return this builder
     */
    public Builder format(Format format) {
      this.format = Objects.requireNonNull(format, "format");
      return this;
    }

    /**
     * Sets brightness, exposure, focus and the like, when the camera is opened. What the camera
     * does not take is logged as a warning.
     *
     * @param property OpenCV's number, such as {@code Videoio.CAP_PROP_BRIGHTNESS}
     * @param value on the scale of the driver
     * @return this builder
     * @throws IllegalArgumentException for properties that have methods here
     */
    public Builder property(int property, double value) {
      if (property < 0 || (property < 64 && (RESERVED >> property & 1) != 0)) {
        throw new IllegalArgumentException(
            "OpenCV's property " + property + ": size, fps and format have methods of their own");
      }
      properties.put(property, value);
      return this;
    }

    /** {@return a source with these values} */
    public WebcamSource build() {
      // A copy that keeps the order: cameras take an exposure only after the automatic one is off.
      Map<Integer, Double> ordered = new LinkedHashMap<>(properties);
      return new WebcamSource(
          device, new RequestedMode(format.code(), width, height, fps, ordered));
    }
  }
}
