package dev.framecast.examples.wall;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.discovery.CameraSearch;
import dev.framecast.discovery.FoundCamera;
import dev.framecast.examples.wall.ArgumentProblems.Refused;
import dev.framecast.internal.Secrets;
import dev.framecast.netty.MjpegServer;
import dev.framecast.source.FrameSource;
import dev.framecast.webcam.Webcams;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code ./wall} command: cameras on the command line, a page on a port. */
@Command(
    name = "wall",
    mixinStandardHelpOptions = true,
    version = "framecast 0.1.0",
    description = "Serves cameras on a web page. Four drawn scenes, unless cameras are named.",
    usageHelpAutoWidth = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Wall implements Callable<Integer> {
  /** As cameras do, they have smaller pictures for tiles. */
  private static final List<String> SCENES =
      List.of(
          "street=scene:street#subStream=scene:street%23size=640x360",
          "door=scene:door#subStream=scene:door%23size=640x360",
          "yard=scene:yard#subStream=scene:yard%23size=640x360",
          "harbour=scene:harbour#subStream=scene:harbour%23size=640x360");

  /** The one with --demo-faults. */
  private static final String FAULTY = "harbour";

  @Spec private CommandSpec spec;

  @Mixin private WallOptions options;

  /**
   * Ends with the command's exit code: 0, 1 for what may pass by itself, such as a port in use, or
   * 2 for bad arguments.
   */
  public static void main(String[] args) {
    QuietNetty.begin();
    System.exit(execute(args));
  }

  static int execute(String... args) {
    CommandLine command = new CommandLine(new Wall());
    command.setExpandAtFiles(false); // or it would quote what it takes for the name of a file
    command.setParameterExceptionHandler(
        (e, ignored) -> {
          say(command, ArgumentProblems.explain(e, args));
          return CommandLine.ExitCode.USAGE;
        });
    command.setExecutionExceptionHandler(
        (e, ignored, parsed) -> {
          say(command, problem(e));
          return CommandLine.ExitCode.SOFTWARE;
        });
    return command.execute(args);
  }

  private static void say(CommandLine command, String problem) {
    PrintWriter err = command.getErr();
    err.println("wall: " + problem.lines().findFirst().orElse("failed"));
    err.flush();
  }

  /** Without passwords: what fails far below may quote whole addresses. */
  private static String problem(Exception e) {
    return Secrets.hide(e.getMessage() == null ? e.toString() : e.getMessage());
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }

  private Refused refused(String problem) {
    return new Refused(spec.commandLine(), problem);
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (options.access.hashesPassword()) {
      print(HashPassword.read());
      return 0;
    }
    options.check(spec.commandLine());
    if (options.listWebcams) {
      print(String.join(System.lineSeparator(), WebcamList.of(Webcams.list())));
      return 0;
    }
    if (options.discover.isWanted()) {
      discover();
      return 0;
    }
    CountDownLatch closed = new CountDownLatch(1);
    try (Cameras wall = new Cameras();
        WallRelay relay = relay(wall);
        CameraFileReloader reloader = reloader(wall, relay)) {
      if (relay != null) {
        relay.follow();
      }
      if (reloader != null) {
        reloader.start();
      }
      return serve(wall, closed);
    } finally {
      closed.countDown();
    }
  }

  private @Nullable WallRelay relay(Cameras wall) throws IOException {
    try {
      return WallRelay.open(options.nats, wall, told -> say(spec.commandLine(), told));
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private void discover() throws IOException, InterruptedException {
    try {
      List<FoundCamera> found = options.discover.find(told -> say(spec.commandLine(), told));
      print(String.join(System.lineSeparator(), FoundLines.of(found, isOutputUtf8())));
      if (System.out.checkError()) {
        throw new IOException("what was found could not be written: is the disk full?");
      }
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      throw new IOException(
          message.startsWith("--discover") ? message : "--discover: " + message, e);
    }
  }

  /** Which the JVM tells, or it is the default. */
  private static boolean isOutputUtf8() {
    String charset = System.getProperty("stdout.encoding", Charset.defaultCharset().name());
    return charset.equalsIgnoreCase(StandardCharsets.UTF_8.name());
  }

  /** Adds all cameras. Null where no file is to be followed. */
  private @Nullable CameraFileReloader reloader(Cameras wall, @Nullable WallRelay relay)
      throws IOException, InterruptedException {
    BiFunction<String, FrameSource, FrameSource> sources =
        relay == null ? (id, source) -> source : relay::source;
    add(wall, sources);
    if (options.cameraFile == null) {
      return null;
    }
    Set<String> taken = wall.all().stream().map(Camera::id).collect(Collectors.toSet());
    CameraFileReloader reloader =
        new CameraFileReloader(
            options.cameraFile,
            wall,
            taken,
            sources,
            relay == null ? wall::add : relay::add,
            told -> say(spec.commandLine(), "--cameras: " + told));
    try {
      reloader.load();
    } catch (IllegalArgumentException e) {
      throw refused("--cameras: " + e.getMessage());
    } catch (IOException e) {
      throw new IOException("--cameras: " + e.getMessage(), e);
    }
    return reloader;
  }

  private void add(Cameras wall, BiFunction<String, FrameSource, FrameSource> sources) {
    boolean named =
        !options.cameras.isEmpty()
            || options.cameraFile != null
            || (options.nats.isGiven() && !options.nats.publishes()); // others have some
    if (options.demoFaults && named) {
      throw refused(
          "--demo-faults: is for the drawn scenes, so without --camera, --cameras and --nats");
    }
    int number = 0;
    for (String text : named ? options.cameras : SCENES) {
      CameraArgument camera = parsed(text, ++number);
      if (wall.find(camera.id()) != null) {
        throw refused("--camera " + camera.id() + ": there is one already");
      }
      boolean faulty = options.demoFaults && camera.id().equals(FAULTY);
      FrameSource source =
          faulty
              ? new FaultySource(camera.source(), new FaultSchedule(System::nanoTime))
              : camera.source();
      wall.add(camera.id(), sources.apply(camera.id(), source));
    }
  }

  private CameraArgument parsed(String text, int number) {
    try {
      return CameraArgument.parse(text, number);
    } catch (IllegalArgumentException e) {
      throw refused("--camera " + e.getMessage());
    }
  }

  private int serve(Cameras wall, CountDownLatch closed) throws InterruptedException {
    try (CameraSearch search = search();
        MjpegServer server = server(wall, search)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, closed), "wall-stop"));
      warnIfOpen();
      print("wall: open " + server.uri());
      server.awaitClose();
      return 0;
    } catch (BindException e) {
      say(spec.commandLine(), problem(e) + "; choose another with --port");
      return CommandLine.ExitCode.SOFTWARE;
    } catch (IOException e) {
      say(spec.commandLine(), problem(e));
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private void warnIfOpen() {
    if (options.isOpenToOthers()) {
      say(
          spec.commandLine(),
          "everybody who can reach this address may watch; --user NAME:PASSWORD-FILE lets in"
              + " whom you name");
    }
  }

  private @Nullable CameraSearch search() throws IOException {
    try {
      return options.discover.search(told -> say(spec.commandLine(), told));
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private MjpegServer server(Cameras wall, @Nullable CameraSearch search) throws IOException {
    MjpegServer.Builder builder = MjpegServer.builder(wall).host(options.host).port(options.port);
    try {
      builder.allowHost(options.allowedHosts.toArray(new String[0]));
    } catch (IllegalArgumentException e) {
      throw refused(
          "--allow-host: must be a name without scheme and port, such as cams.example.org");
    }
    try {
      builder.access(options.access.access(told -> say(spec.commandLine(), told)));
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
    if (options.tlsCertificate != null && options.tlsKey != null) {
      builder.tls(options.tlsCertificate, options.tlsKey);
    }
    if (search != null) {
      builder.search(search);
    }
    return builder.start();
  }

  /** Ctrl-C: the streams end, so the main thread goes on, and closes the cameras. */
  private static void stop(MjpegServer server, CountDownLatch closed) {
    server.close(Duration.ofSeconds(1));
    try {
      // Or the JVM would end before the cameras have heard a farewell.
      boolean unused = closed.await(3, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
