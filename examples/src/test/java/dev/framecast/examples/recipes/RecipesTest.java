package dev.framecast.examples.recipes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.framecast.Cameras;
import dev.framecast.VideoSource;
import dev.framecast.camera.Camera;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Registration;
import dev.framecast.netty.MjpegServer;
import dev.framecast.source.FrameSource;
import dev.framecast.source.image.ImageSource;
import dev.framecast.source.image.TestPatternSource;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import nu.pattern.OpenCV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipesTest {
  @Test
  void aSnapshotIsAPictureInAFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.jpg");
    SnapshotToFile.main(new String[] {file.toString()});
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(1280);
  }

  @Test
  void videoIsWrittenUnitByUnit(@TempDir Path folder) throws Exception {
    VideoSource source = new VideoSource().rate(100, 25);
    Path file = folder.resolve("a.h264");
    try (Cameras cameras = new Cameras();
        MjpegServer server = MjpegServer.start(cameras, 0)) {
      cameras.add("test", source);
      VideoToFile.main(new String[] {"http://127.0.0.1:" + server.port(), "test", file.toString()});
    }
    byte[] all = Files.readAllBytes(file);
    assertThat(all).as("begins with a key frame").startsWith(0, 0, 0, 1, 0x65);
    assertThat(new String(all, ISO_8859_1).split("\0\0\0\1", -1)).hasSize(251);
  }

  @Test
  void theServerOfTheJdkNeedsTheWriterAlone() throws Exception {
    try (Cameras cameras = new Cameras()) {
      HttpServer server =
          InHttpServer.start(cameras.add("door", TestPatternSource.of(160, 90, 30)), 0);
      URI door = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/door.mjpg");
      try (InputStream stream = door.toURL().openStream()) {
        byte[] some = stream.readNBytes(40_000);
        assertThat(new String(some, ISO_8859_1).split("--framecast\r\n", -1)).hasSizeGreaterThan(3);
        assertThat(cameras.find("door").status().viewers()).isEqualTo(1);
      }
      await("he has left", () -> cameras.find("door").status().viewers() == 0);
      server.stop(0);
    }
  }

  @Test
  void aPipelineOfOnesOwnServesCamerasBesideTheApp() throws Exception {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try (Cameras cameras = new Cameras()) {
      cameras.add("test", TestPatternSource.of(160, 90, 10));
      Channel server = OwnPipeline.start(cameras, loops, 0);
      String base = "http://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort();
      assertThat(status(base + "/cams/cameras/test/snapshot.jpg")).isEqualTo(200);
      assertThat(status(base + "/else")).isEqualTo(204);
    } finally {
      loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).sync();
    }
  }

  @Test
  void aSchemeOfOnesOwnIsAddedByItsAddress() {
    try (Cameras cameras = new Cameras()) {
      assertThat(cameras.add("paris", "clock:Europe/Paris#fps=2").status().kind()).isNotEmpty();
      assertThatThrownBy(() -> cameras.add("x", "clock:Nowhere"))
          .hasMessage("a clock address must be clock:ZONE, such as clock:Europe/Paris");
      assertThatThrownBy(() -> cameras.add("x", "clock:Europe/Paris#titel=x"))
          .hasMessage("setting \"titel\": must be one of fps, title, subStream");
    }
  }

  private static int status(String uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void motionIsSeenAndStillnessIsNot() throws Exception {
    OpenCV.loadLocally();
    AtomicBoolean moves = new AtomicBoolean();
    AtomicInteger pictures = new AtomicInteger();
    AtomicInteger motions = new AtomicInteger();
    ExecutorService vision = Executors.newSingleThreadExecutor();
    try (Cameras cameras = new Cameras()) {
      Camera door =
          cameras.add("door", ImageSource.of(20, () -> ball(moves.get() ? pictures.get() : 0)));
      try (Subscription seen =
          MotionDetection.watch(door, vision, moved -> motions.incrementAndGet())) {
        seen.onFrame(Runnable::run, frame -> pictures.incrementAndGet());
        await("some frames", () -> pictures.get() > 5);
        assertThat(motions).as("nothing moves").hasValue(0);
        moves.set(true);
        await("motion", () -> motions.get() > 2);
      }
    } finally {
      vision.shutdown();
    }
  }

  private static BufferedImage ball(int at) {
    BufferedImage image = new BufferedImage(640, 360, BufferedImage.TYPE_3BYTE_BGR);
    image.getGraphics().fillOval(at * 90 % 560, 100, 100, 100);
    return image;
  }

  @Test
  void picturesAreSavedUntilTheCameraIsClosed(@TempDir Path folder) throws Exception {
    try (Cameras cameras = new Cameras()) {
      Camera camera = cameras.add("test", TestPatternSource.of(160, 90, 20));
      CompletableFuture<Void> saved =
          CompletableFuture.runAsync(
              () -> {
                try {
                  JpegAMinute.save(camera, 5, folder);
                } catch (IOException | InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      await("three files", () -> folder.toFile().list().length > 2);
      cameras.remove("test");
      saved.get(10, TimeUnit.SECONDS);
    }
    for (File file : folder.toFile().listFiles()) {
      assertThat(ImageIO.read(file).getWidth()).as("no slate").isEqualTo(160);
    }
  }

  @Test
  void whatHappensToCamerasIsPrinted() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (Cameras cameras = new Cameras();
        PrintStream out = new PrintStream(printed, true, UTF_8)) {
      Registration printer = PrintEvents.print(cameras, out, Runnable::run);
      Camera door = cameras.add("door", TestPatternSource.of(160, 90, 20));
      Subscription watching = door.subscribe();
      await("live", () -> printed.toString(UTF_8).contains("door is live"));
      door.replace(failing());
      await("failed", () -> printed.toString(UTF_8).contains("door has failed: no lens; tried"));
      watching.close();
      printer.close();
    }
  }

  private static FrameSource failing() {
    return () -> {
      throw new IOException("no lens");
    };
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void theCustomSourceDraws() {
    assertThat(CustomSource.draw().getWidth()).isEqualTo(320);
  }
}
