package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraListener;
import dev.framecast.camera.Subscription;
import dev.framecast.frame.Frame;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ReloadTest {
  @TempDir private Path folder;

  private ConfigurableApplicationContext start(String... more) {
    String[] all = new String[more.length + 2];
    System.arraycopy(more, 0, all, 0, more.length);
    all[more.length] = "--spring.config.import=file:" + file();
    all[more.length + 1] = "--framecast.cameras.fixed=test:160x90@5";
    return new SpringApplicationBuilder(App.Plain.class)
        .web(WebApplicationType.NONE)
        .properties("logging.level.root=warn")
        .run(all);
  }

  private Path file() {
    return folder.resolve("cameras.properties");
  }

  private void write(String... lines) throws Exception {
    Files.write(file(), List.of(lines));
  }

  @Test
  void tagsAreInForceBeforeTheirCameraIsThere() throws Exception {
    write();
    try (ConfigurableApplicationContext app = start()) {
      FramecastCameras configured = app.getBean(FramecastCameras.class);
      Map<String, Set<String>> seen = new ConcurrentHashMap<>();
      int count = 200;
      CountDownLatch all = new CountDownLatch(count);
      app.getBean(Cameras.class)
          .addListener(
              new CameraListener() {
                @Override
                public void added(Camera camera) {
                  seen.put(camera.id(), configured.tags(camera.id()));
                  all.countDown();
                }
              },
              Runnable::run);
      write(
          IntStream.range(0, count)
              .boxed()
              .flatMap(
                  i ->
                      Stream.of(
                          "framecast.cameras.vault-" + i + ".uri=test:160x90@5",
                          "framecast.cameras.vault-" + i + ".tags=guards"))
              .toArray(String[]::new));
      configured.reload();
      assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(seen.values()).hasSize(count).containsOnly(Set.of("guards"));
    }
  }

  @Test
  void changedCamerasAreReplacedAndOthersGoOnUntouched() throws Exception {
    write(
        "framecast.cameras.door.uri=test:160x90@30",
        "framecast.cameras.yard.uri=test:160x90@30",
        "framecast.cameras.attic.uri=test:160x90@30");
    try (ConfigurableApplicationContext app = start()) {
      Cameras cameras = app.getBean(Cameras.class);
      cameras.add("own", "test:160x90@5");
      Camera door = cameras.find("door");
      Camera yard = cameras.find("yard");
      try (Subscription viewer = yard.subscribe();
          Subscription unchanged = door.subscribe()) {
        next(viewer);
        next(unchanged);
        write(
            "framecast.cameras.door.uri=test:160x90@30",
            "framecast.cameras.yard.uri=test:320x180@30",
            "framecast.cameras.yard.title=The yard",
            "framecast.cameras.cellar.uri=test:160x90@5");
        app.getBean(FramecastCameras.class).reload();

        assertThat(cameras.all())
            .extracting(Camera::id)
            .containsExactlyInAnyOrder("fixed", "door", "yard", "own", "cellar");
        assertThat(cameras.find("door")).isSameAs(door);
        assertThat(cameras.find("yard")).isSameAs(yard);
        assertThat(yard.name()).isEqualTo("The yard");
        assertThat(door.status().connects()).isEqualTo(1);
        while (next(viewer) != 320) {
          // what was there before, or a slate
        }
        next(unchanged);
        assertThat(door.status().connects()).isEqualTo(1);
      }
    }
  }

  /** How wide it is. */
  private static int next(Subscription viewer) throws InterruptedException {
    try (Frame frame = viewer.next(Duration.ofSeconds(20))) {
      assertThat(frame).isNotNull();
      return frame.width();
    }
  }

  @Test
  void whatIsWrongIsSaidAndNothingChanges() throws Exception {
    write("framecast.cameras.door.uri=test:160x90@5");
    try (ConfigurableApplicationContext app = start()) {
      FramecastCameras reloaded = app.getBean(FramecastCameras.class);
      Camera door = app.getBean(Cameras.class).find("door");
      write(
          "framecast.cameras.cellar.uri=test:160x90@5",
          "framecast.cameras.door.linger=x://a:secret@h");
      assertThatThrownBy(reloaded::reload)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("framecast.cameras.door.linger")
          .hasMessageNotContaining("secret")
          .hasNoCause();
      write("framecast.cameras.door.url=x");
      assertThatThrownBy(reloaded::reload).hasMessageContaining("there is no such property");
      Files.delete(file());
      assertThatThrownBy(reloaded::reload).isInstanceOf(IllegalStateException.class);
      assertThat(app.getBean(Cameras.class).all())
          .extracting(Camera::id)
          .contains("door")
          .hasSize(2);
      assertThat(app.getBean(Cameras.class).find("door")).isSameAs(door);

      write("framecast.cameras.cellar.uri=test:160x90@5");
      reloaded.reload(); // as if nothing had been
      assertThat(app.getBean(Cameras.class).all())
          .extracting(Camera::id)
          .containsExactlyInAnyOrder("fixed", "cellar");
    }
  }

  @Test
  void whoReloadsWhileAnotherDoesReturnsAtOnceAndHasItDoneOnceMore() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    FrameSource slow =
        new FrameSource() {
          @Override
          public FrameSession open() throws IOException {
            throw new IOException("never");
          }

          @Override
          public String kind() {
            asked.countDown();
            try {
              boolean unused = goOn.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return "slow";
          }
        };
    Map<String, FrameSource> beans = new ConcurrentHashMap<>();
    CameraConfiguration nothing = new CameraConfiguration(new StandardEnvironment());
    try (FramecastCameras cameras = new FramecastCameras(Map.of(), beans, nothing)) {
      beans.put("slow", slow);
      CompletableFuture<Void> first =
          CompletableFuture.runAsync(
              () -> cameras.reload(Map.of("a", CameraProperties.of("test:160x90@5"))));
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      cameras.reload(Map.of("b", CameraProperties.of("test:160x90@5")));
      goOn.countDown();
      first.get(20, TimeUnit.SECONDS);
      assertThat(cameras.cameras().all())
          .extracting(Camera::id)
          .containsExactlyInAnyOrder("slow", "b");
    }
  }

  @Test
  void filesAreFollowedWhereAnIntervalIsGiven() throws Exception {
    write("framecast.cameras.door.uri=test:160x90@5");
    try (ConfigurableApplicationContext app = start("--framecast.reload-interval=100ms")) {
      CountDownLatch added = new CountDownLatch(1);
      app.getBean(Cameras.class)
          .addListener(
              new CameraListener() {
                @Override
                public void added(Camera camera) {
                  added.countDown();
                }
              },
              Runnable::run);
      write("framecast.cameras.yard.uri=test:160x90@5");
      assertThat(added.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(app.getBean(Cameras.class).find("yard")).isNotNull();
    }
  }

  @Test
  void springCloudsRefreshIsFollowed() throws Exception {
    write("framecast.cameras.door.uri=test:160x90@5");
    try (ConfigurableApplicationContext app = start()) {
      Map<String, Object> changed = Map.of("framecast.cameras.yard.uri", "test:160x90@5");
      app.getEnvironment().getPropertySources().addFirst(new MapPropertySource("new", changed));
      app.publishEvent(new EnvironmentChangeEvent(app));
      assertThat(app.getBean(Cameras.class).all())
          .extracting(Camera::id)
          .containsExactlyInAnyOrder("fixed", "door", "yard");
    }
  }
}
