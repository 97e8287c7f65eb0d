package dev.framecast.examples.soak;

import dev.framecast.rtsp.RtspSource;
import dev.framecast.rtsp.testcamera.Clip;
import dev.framecast.rtsp.testcamera.Matrix;
import dev.framecast.rtsp.testcamera.Painter;
import dev.framecast.rtsp.testcamera.TestCamera;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SubStreamSource;
import dev.framecast.source.http.HttpMjpegSource;
import dev.framecast.source.image.ImageSource;
import dev.framecast.source.image.JpegSource;
import dev.framecast.source.image.TestPatternSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Makes cameras of each kind. */
final class EquipmentStore {
  private static final double FPS = 6;

  private final Jpegs jpegs;
  private final BufferedImage[] images;
  private final Clip h264;
  private final Clip mjpeg;

  EquipmentStore(SplittableRandom random) {
    jpegs = new Jpegs(random);
    images = new BufferedImage[] {Jpegs.paint(320, 1, random), Jpegs.paint(160, 2, random)};
    h264 = Clip.h264(320, 180, 8, Matrix.BT601, Painter.BALL).at(8);
    mjpeg = Clip.mjpeg(320, 176, 6, Painter.BALL).at(6);
  }

  Equipment make(Kind kind, SplittableRandom random) throws IOException {
    Equipment one = new Equipment();
    return switch (kind) {
      case PATTERN -> one.source(faulty(one, pattern(random)));
      case HTTP -> one.source(http(one, random));
      case JPEGS -> one.source(JpegSource.of(FPS, supplier(one, this::jpeg)));
      case IMAGES -> one.source(ImageSource.of(FPS, supplier(one, this::image)));
      case OWN -> one.source(new OwnSource(one.faults, jpegs));
      case RTSP -> one.source(rtsp(one, h264));
      case RTSP_MJPEG -> one.source(rtsp(one, mjpeg));
      case SUB_STREAM ->
          one.source(
              SubStreamSource.of(
                  random.nextBoolean() ? http(one, random) : new OwnSource(one.faults, jpegs),
                  random.nextBoolean() ? http(one, random) : pattern(random)));
    };
  }

  private static FrameSource pattern(SplittableRandom random) {
    int width = random.nextBoolean() ? 320 : 480;
    return TestPatternSource.of(width, width * 9 / 16, FPS);
  }

  /** The pattern itself does nothing wrong. */
  private static FrameSource faulty(Equipment one, FrameSource pattern) {
    return new FaultySource(one.faults, pattern);
  }

  private FrameSource http(Equipment one, SplittableRandom random) throws IOException {
    HttpCamera camera = one.part(new HttpCamera(one.faults, jpegs, random.split()));
    return HttpMjpegSource.builder(camera.uri()).timeout(Duration.ofSeconds(3)).build();
  }

  private static FrameSource rtsp(Equipment one, Clip clip) {
    TestCamera camera = one.rtsp(new TestCamera(clip));
    return RtspSource.builder(camera.uri())
        .transport(RtspSource.Transport.TCP)
        .timeout(Duration.ofSeconds(3))
        .build();
  }

  private <T> Supplier<T> supplier(Equipment one, PictureOf<T> picture) {
    AtomicInteger count = new AtomicInteger();
    return () -> {
      Fault fault = one.faults.fault();
      one.faults.hangWhile(Fault.HANG);
      return switch (fault) {
        case STALL, DRIP -> null;
        case THROW, RESET, REFUSE, LOGIN -> throw new IllegalStateException("fails on purpose");
        default -> picture.get(fault, count.incrementAndGet());
      };
    };
  }

  private interface PictureOf<T> {
    T get(Fault fault, int number);
  }

  private byte[] jpeg(Fault fault, int number) {
    return switch (fault) {
      case BROKEN, GARBAGE, CUT -> new byte[500];
      default -> jpegs.get(fault == Fault.RESIZE ? number / 8 : 0, number);
    };
  }

  private BufferedImage image(Fault fault, int number) {
    if (fault == Fault.BROKEN || fault == Fault.CUT) {
      throw new ArithmeticException("fails on purpose");
    }
    return images[fault == Fault.RESIZE ? number / 8 % images.length : 0];
  }
}
