package dev.framecast.benchmarks.serving;

import dev.framecast.Cameras;
import dev.framecast.camera.CameraOptions;
import dev.framecast.source.FrameSource;
import dev.framecast.source.FrameSources;
import dev.framecast.webcam.WebcamSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A server to be measured from outside. It writes {@code ready PORT} and then answers lines on its
 * standard input: {@code figures} with a line of JSON (see {@link Gauge}), {@code collect} with the
 * same after a garbage collection. It ends when its input does.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar dev.framecast.benchmarks.serving.BenchServer \
 *     --sink netty --camera webcam:0 --size 1920x1080 --fps 30
 * }</pre>
 */
@Command(name = "BenchServer", mixinStandardHelpOptions = true)
public final class BenchServer implements Callable<Integer> {
  private static final double MOST_FPS = 1000;

  @Option(names = "--sink", description = "NETTY, JETTY or TOMCAT (${DEFAULT-VALUE})")
  private Sink sink = Sink.NETTY;

  @Option(
      names = "--camera",
      description = "webcam:INDEX, jpeg:FILE, javacv:rtsp://..., or any address (${DEFAULT-VALUE})")
  private String camera = "webcam:0";

  @Option(
      names = "--size",
      paramLabel = "WIDTHxHEIGHT",
      description = "of a webcam (1920x1080)",
      converter = Size.Converter.class)
  private Size size = new Size(1920, 1080);

  @Option(names = "--fps", description = "of a webcam or JPEGs (${DEFAULT-VALUE})")
  private double fps = 30;

  @Option(names = "--cameras", description = "how many of that kind: cam0, cam1 ... (1)")
  private int count = 1;

  @Option(names = "--always-on", description = "connected while nobody watches")
  private boolean alwaysOn;

  @Spec private CommandSpec spec = CommandSpec.create();

  BenchServer() {}

  public static void main(String[] args) {
    System.exit(command().execute(args));
  }

  static CommandLine command() {
    return OneLine.of(new BenchServer());
  }

  @Override
  public Integer call() throws Exception {
    OneLine.require(count >= 1, spec, "--cameras", count, "1 or more");
    OneLine.require(fps > 0 && fps <= MOST_FPS, spec, "--fps", fps, "more than 0, at most 1000");
    try (Cameras cameras = new Cameras()) {
      for (int i = 0; i < count; i++) {
        cameras.add("cam" + i, source(), CameraOptions.builder().alwaysOn(alwaysOn).build());
      }
      try (Sink.Running running = sink.start(cameras)) {
        System.out.println("ready " + running.port());
        answer(new Gauge(cameras));
      }
    }
    return 0;
  }

  private static void answer(Gauge gauge) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    String line = in.readLine();
    while (line != null) {
      if (line.equals("collect")) {
        System.gc();
      }
      System.out.println(gauge.read());
      line = in.readLine();
    }
  }

  private FrameSource source() {
    try {
      return camera();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "option '--camera': " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), "option '--camera': " + e, e);
    }
  }

  private FrameSource camera() throws IOException {
    if (camera.startsWith("jpeg:")) {
      return new StampedJpegs(Files.readAllBytes(Path.of(camera.substring(5))), fps);
    } else if (camera.startsWith("javacv:")) {
      return new JavaCvImages(camera.substring(7));
    } else if (camera.startsWith("webcam:")) {
      return WebcamSource.builder("/dev/video" + camera.substring(7))
          .size(size.width(), size.height())
          .fps(fps)
          .build();
    }
    return FrameSources.of(camera);
  }
}
