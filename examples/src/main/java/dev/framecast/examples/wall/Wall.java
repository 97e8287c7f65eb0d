package dev.framecast.examples.wall;

import dev.framecast.Cameras;
import dev.framecast.netty.MjpegServer;
import dev.framecast.webcam.Webcams;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code ./wall} command: cameras on the command line, a page on a port. */
@Command(
    name = "wall",
    mixinStandardHelpOptions = true,
    version = "framecast 0.1.0",
    description = "Serves cameras on a web page. Without --camera, four test patterns.",
    usageHelpAutoWidth = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Wall implements Callable<Integer> {
  private static final List<String> PATTERNS =
      List.of(
          "north=test:640x360@15",
          "east=test:640x360@15",
          "south=test:640x360@15",
          "west=test:640x360@15");

  /** The one with --demo-faults. */
  private static final String FAULTY = "west";

  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description = "The address to listen on (${DEFAULT-VALUE}). 0.0.0.0 lets everybody watch.")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "PORT",
      description = "The port to listen on (${DEFAULT-VALUE}); 0 for any free one.")
  private int port;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description =
          "A name under which the wall may be opened, such as cams.example.org; may be given many"
              + " times. localhost and IP addresses need none; with --host 0.0.0.0 names without a"
              + " dot and *.local neither.")
  private final List<String> allowedHosts = new ArrayList<>();

  @Option(
      names = "--camera",
      paramLabel = "ID=URI",
      description = {
        "A camera; may be given many times. URI is one of",
        "  rtsp://..., rtsps://...   a network camera",
        "  http://..., https://...   Motion JPEG over HTTP",
        "  webcam:DEVICE             a camera of this machine: 0, /dev/video2 or its name;",
        "                            then maybe ?size=1920x1080&fps=30&format=mjpeg",
        "  file:PATH                 a video file, at its own rate, over and over",
        "  test:WIDTHxHEIGHT@FPS     a test pattern"
      })
  private final List<String> cameras = new ArrayList<>();

  @Option(
      names = "--demo-faults",
      description = "Has one of the four test patterns stall and fail on a schedule.")
  private boolean demoFaults;

  @Option(
      names = "--list-webcams",
      description = "Shows the cameras of this machine, and what they give, and ends.")
  private boolean listWebcams;

  /** Ends with the command's exit code: 0, 1 when the server cannot start, 2 for bad arguments. */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  static int execute(String... args) {
    CommandLine command = new CommandLine(new Wall());
    command.setOut(MaskedWriter.to(System.out, args));
    command.setErr(MaskedWriter.to(System.err, args));
    command.setParameterExceptionHandler(
        (e, ignored) -> {
          say(command, explained(e));
          return CommandLine.ExitCode.USAGE;
        });
    command.setExecutionExceptionHandler(
        (e, ignored, parsed) -> {
          say(command, String.valueOf(e.getMessage() == null ? e : e.getMessage()));
          return CommandLine.ExitCode.SOFTWARE;
        });
    return command.execute(args);
  }

  private static void say(CommandLine command, String problem) {
    PrintWriter err = command.getErr();
    err.println("wall: " + problem.lines().findFirst().orElse("bad arguments"));
    err.flush();
  }

  private static String explained(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      for (String argument : unmatched.getUnmatched()) {
        if (CameraArgument.looksLikeOne(argument)) {
          return "'"
              + argument
              + "' is in no option's place: did you mean --camera "
              + argument
              + "?";
        }
      }
    }
    return String.valueOf(e.getMessage());
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(
          spec.commandLine(), "--port " + port + ": must be 0 (any free one) to 65535");
    }
    if (listWebcams) {
      PrintWriter out = spec.commandLine().getOut();
      WebcamList.of(Webcams.list()).forEach(out::println);
      out.flush();
      return 0;
    }
    CountDownLatch closed = new CountDownLatch(1);
    try (Cameras wall = new Cameras()) {
      add(wall);
      return serve(wall, closed);
    } finally {
      closed.countDown();
    }
  }

  private void add(Cameras wall) {
    if (demoFaults && !cameras.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--demo-faults: is for the test patterns, so without --camera");
    }
    for (String text : cameras.isEmpty() ? PATTERNS : cameras) {
      try {
        CameraArgument camera = CameraArgument.parse(text);
        boolean faulty = demoFaults && camera.id().equals(FAULTY);
        wall.add(
            camera.id(),
            faulty
                ? new FaultySource(camera.source(), new FaultSchedule(System::nanoTime))
                : camera.source());
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), "--camera: " + e.getMessage(), e);
      }
    }
  }

  private int serve(Cameras wall, CountDownLatch closed) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (MjpegServer server = server(wall)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, closed), "wall-stop"));
      out.println("wall: open " + server.uri());
      out.flush();
      server.awaitClose();
      return 0;
    } catch (BindException e) {
      say(spec.commandLine(), e.getMessage() + "; choose another with --port");
      return CommandLine.ExitCode.SOFTWARE;
    } catch (IOException e) {
      say(spec.commandLine(), String.valueOf(e.getMessage()));
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private MjpegServer server(Cameras wall) throws IOException {
    MjpegServer.Builder builder = MjpegServer.builder(wall).host(host).port(port);
    try {
      return builder.allowHost(allowedHosts.toArray(new String[0])).start();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--allow-host: " + e.getMessage(), e);
    }
  }

  /** Ctrl-C: the streams end, so the main thread goes on, and closes the cameras. */
  private static void stop(MjpegServer server, CountDownLatch closed) {
    server.close();
    try {
      // Or the JVM would end before the cameras have heard a farewell.
      boolean unused = closed.await(3, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
