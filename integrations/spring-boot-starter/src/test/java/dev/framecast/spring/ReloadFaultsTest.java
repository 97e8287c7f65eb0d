package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraListener;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Reloads of what is wrong, at a bad moment, or in an odd app. */
class ReloadFaultsTest {
  @TempDir private Path folder;

  private ConfigurableApplicationContext start(String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of(more));
    all.add("--spring.config.import=file:" + folder.resolve("cameras.properties"));
    write("framecast.cameras.door.uri=test:160x90@5", "framecast.cameras.door.tags=staff");
    return new SpringApplicationBuilder(App.Plain.class)
        .web(WebApplicationType.NONE)
        .properties("logging.level.root=warn")
        .run(all.toArray(String[]::new));
  }

  private void write(String... lines) throws IOException {
    Files.write(folder.resolve("cameras.properties"), List.of(lines));
  }

  private static void hasTheDoorAnd(
      ConfigurableApplicationContext app, Camera door, String... more) {
    Cameras cameras = app.getBean(Cameras.class);
    List<String> ids = new ArrayList<>(List.of(more));
    ids.add("door");
    assertThat(cameras.all()).extracting(Camera::id).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(cameras.find("door")).isSameAs(door);
    assertThat(app.getBean(FramecastCameras.class).tags("door")).containsExactly("staff");
  }

  @Test
  void anIdThatCannotBeIsToldAndNothingChanges() throws Exception {
    try (ConfigurableApplicationContext app = start()) {
      Camera door = app.getBean(Cameras.class).find("door");
      write("framecast.cameras.cellar=test:160x90@5", "framecast.cameras[-yard]=test:160x90@5");
      assertThatThrownBy(app.getBean(FramecastCameras.class)::reload)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("framecast.cameras[-yard]")
          .hasMessageContaining("must be 1 to 64 letters");
      hasTheDoorAnd(app, door);
    }
  }

  @Test
  void anIdThatTheAppHasTakenIsToldAndNothingChanges() throws Exception {
    try (ConfigurableApplicationContext app = start()) {
      Camera door = app.getBean(Cameras.class).find("door");
      app.getBean(Cameras.class).add("own", "test:160x90@5");
      write("framecast.cameras.cellar=test:160x90@5", "framecast.cameras.own=test:160x90@5");
      assertThatThrownBy(app.getBean(FramecastCameras.class)::reload)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("framecast.cameras.own")
          .hasMessageContaining("there is one already");
      hasTheDoorAnd(app, door, "own");
    }
  }

  @Test
  void aNameThatBootWouldTakeForAnotherIsToldAndNothingChanges() throws Exception {
    try (ConfigurableApplicationContext app = start()) {
      Camera door = app.getBean(Cameras.class).find("door");
      write("framecast.cameras.front_door=test:160x90@5");
      assertThatThrownBy(app.getBean(FramecastCameras.class)::reload)
          .hasMessageContaining("must stand in brackets: framecast.cameras[front_door]");
      hasTheDoorAnd(app, door);
    }
  }

  /** As libraries do it that decrypt properties: what is in the files is not what is in force. */
  @Test
  void filesThatSomethingElseHasWrappedAreNotReadPastIt() throws Exception {
    try (ConfigurableApplicationContext app = start()) {
      Camera door = app.getBean(Cameras.class).find("door");
      MutablePropertySources sources = app.getEnvironment().getPropertySources();
      for (PropertySource<?> each : List.copyOf(sources.stream().toList())) {
        if (each.getName().contains("cameras.properties")) {
          sources.replace(
              each.getName(),
              new MapPropertySource(
                  each.getName(), Map.of("framecast.cameras.door.uri", "test:160x90@5")));
        }
      }
      write("framecast.cameras.door.uri=ENC(abc)");
      assertThatThrownBy(app.getBean(FramecastCameras.class)::reload)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(MapPropertySource.class.getName());
      hasTheDoorAnd(app, door);
    }
  }

  @Test
  void filesAreFollowedInAnAppThatMakesItsBeansWhenTheyAreNeeded() throws Exception {
    try (ConfigurableApplicationContext app =
        start("--spring.main.lazy-initialization=true", "--framecast.reload-interval=100ms")) {
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
      assertThat(added.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void reloadsAndTheEndOfTheAppDoNotHoldUpEachOther() throws Exception {
    ConfigurableApplicationContext app = start("--framecast.reload-interval=100ms");
    FramecastCameras configured = app.getBean(FramecastCameras.class);
    List<CompletableFuture<Void>> reloads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int width = 160 + 16 * i;
      reloads.add(
          CompletableFuture.runAsync(
              () -> {
                Map<String, CameraProperties> other =
                    Map.of("door", CameraProperties.of("test:" + width + "x90@5"));
                while (app.isActive()) {
                  configured.reload(other);
                }
              }));
    }
    app.close();
    for (CompletableFuture<Void> each : reloads) {
      assertThat(each)
          .satisfiesAnyOf(
              done -> assertThat(done).succeedsWithin(10, TimeUnit.SECONDS),
              done ->
                  assertThat(done)
                      .failsWithin(10, TimeUnit.SECONDS)
                      .withThrowableThat()
                      .havingRootCause()
                      .isInstanceOf(IllegalStateException.class)
                      .withMessageContaining("closed"));
    }
    assertThatThrownBy(() -> configured.reload(Map.of("a", CameraProperties.of("test:160x90@5"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThat(configured.cameras().all()).isEmpty();
  }

  @Test
  void filesAreReadOnAfterACameraThatCouldNotBeLoadedAtAll() {
    FrameSource withoutNatives =
        new FrameSource() {
          @Override
          public FrameSession open() throws IOException {
            throw new IOException("never");
          }

          @Override
          public String kind() {
            throw new UnsatisfiedLinkError("no such library");
          }
        };
    StandardEnvironment environment = new StandardEnvironment();
    Map<String, Object> said =
        new ConcurrentHashMap<>(Map.of("framecast.cameras.a", "test:160x90@5"));
    environment.getPropertySources().addFirst(new MapPropertySource("said", said));
    Map<String, FrameSource> beans = new ConcurrentHashMap<>();
    CameraConfiguration configuration = new CameraConfiguration(environment);
    try (FramecastCameras cameras = new FramecastCameras(Map.of(), beans, configuration);
        ConfigurationPoll poll = new ConfigurationPoll(cameras, Map.of())) {
      beans.put("b", withoutNatives);
      assertThatCode(poll::look).doesNotThrowAnyException();
      assertThatCode(poll::look).doesNotThrowAnyException();
      beans.remove("b");
      said.put("framecast.cameras.c", "test:160x90@5");
      poll.look();
      poll.look();
      assertThat(cameras.cameras().find("c")).isNotNull();
    }
  }
}
