package dev.framecast.webcam;

import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.webcam.device.Device;
import dev.framecast.webcam.encode.OpenCvLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.videoio.VideoCapture;
import org.opencv.videoio.Videoio;

/**
 * A webcam as {@link WebcamSource} has it, session and reader included, of which only OpenCV's
 * {@code VideoCapture} is played by a {@link Driver}.
 */
public final class ScriptedWebcam implements FrameSource {
  public static final int WIDTH = 64;
  public static final int HEIGHT = 48;

  /** What OpenCV and the camera do. On the reader's thread, which nothing interrupts. */
  public interface Driver {
    /** Returns once the camera is open. */
    void open() throws IOException;

    /** The next picture's bytes, when there is one; null when OpenCV says that there is none. */
    byte @Nullable [] read();

    /** When that picture was taken by the driver's word, on the scale of nanoTime. */
    long takenAt();

    void release();
  }

  private final String name;
  private final Device device;
  private final Driver driver;
  private final AtomicReference<@Nullable DeviceReader> left = new AtomicReference<>();

  /**
   * One of 64x48 pixels and MJPEG, 25 a second by its own word; its thread is named webcam-NAME.
   *
   * @param node is there as long as the camera is plugged in
   */
  public ScriptedWebcam(String name, Path node, Driver driver) {
    this.name = name;
    this.device = new Device(-1, node, "");
    this.driver = driver;
  }

  @Override
  public FrameSession open() {
    return open(SessionContext.NONE);
  }

  @Override
  public FrameSession open(SessionContext context) {
    return new WebcamSession(
        description(), () -> new DeviceReader("webcam-" + name, this::capture), left, context);
  }

  private Capture capture() throws IOException {
    OpenCvLibrary.load();
    driver.open();
    return OpenCvCapture.of(new PlayedCapture(driver), device);
  }

  @Override
  public String description() {
    return "webcam:" + name;
  }

  @Override
  public String kind() {
    return "webcam";
  }

  /** OpenCV, as far as it is asked for anything. */
  private static final class PlayedCapture extends VideoCapture {
    private final Driver driver;

    PlayedCapture(Driver driver) {
      super(0L); // nothing of OpenCV's; an int would open a camera of this machine
      this.driver = driver;
    }

    @Override
    public String getBackendName() {
      return "V4L2";
    }

    @Override
    public double get(int property) {
      return switch (property) {
        case Videoio.CAP_PROP_FOURCC -> FourCc.of("MJPG");
        case Videoio.CAP_PROP_FRAME_WIDTH -> WIDTH;
        case Videoio.CAP_PROP_FRAME_HEIGHT -> HEIGHT;
        case Videoio.CAP_PROP_FPS -> 25;
        case Videoio.CAP_PROP_POS_MSEC -> driver.takenAt() / 1e6;
        default -> 0;
      };
    }

    @Override
    public boolean set(int property, double value) {
      return false;
    }

    @Override
    public boolean read(Mat image) {
      byte[] bytes = driver.read();
      if (bytes == null) {
        return false;
      }
      image.create(1, bytes.length, CvType.CV_8UC1);
      if (bytes.length > 0) {
        image.put(0, 0, bytes);
      }
      return true;
    }

    @Override
    public void release() {
      driver.release();
    }
  }
}
