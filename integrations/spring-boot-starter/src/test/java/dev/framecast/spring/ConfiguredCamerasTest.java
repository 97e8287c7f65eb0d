package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Flip;
import dev.framecast.camera.Rotation;
import dev.framecast.servlet.MjpegServlet;
import dev.framecast.source.FrameSource;
import dev.framecast.source.image.TestPatternSource;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ConfiguredCamerasTest {
  private final ApplicationContextRunner app =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  FramecastAutoConfiguration.class, FramecastServletAutoConfiguration.class));

  private void with(Consumer<Cameras> check, String... properties) {
    app.withPropertyValues(properties)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              check.accept(context.getBean(Cameras.class));
            });
  }

  private void fails(String[] saying, String... properties) {
    app.withPropertyValues(properties)
        .run(
            context -> {
              assertThat(context).hasFailed();
              Throwable failure = context.getStartupFailure();
              while (failure.getCause() != null
                  && !(failure instanceof InvalidPropertyException)
                  && !(failure instanceof BindException)) {
                failure = failure.getCause();
              }
              String said =
                  failure instanceof BindException bind
                      ? BindProblems.describe(bind)
                      : failure.getMessage();
              assertThat(said).contains(saying).doesNotContain("secret");
            });
  }

  @Test
  void camerasAreAddedByTheirIdsInTheOrderOfTheConfiguration() {
    with(
        cameras ->
            assertThat(cameras.all())
                .extracting(Camera::id)
                .containsExactly("yard", "door", "attic"),
        "framecast.cameras.yard.uri=test:160x90@5",
        "framecast.cameras.door.uri=test:160x90@5",
        "framecast.cameras.attic.uri=test:160x90@5");
  }

  @Test
  void anAddressAloneIsACamera() {
    with(
        cameras -> assertThat(cameras.find("door")).isNotNull(),
        "framecast.cameras.door=test:160x90@5");
  }

  @Test
  void optionsAreGivenByTheirNames() {
    with(
        cameras -> {
          CameraOptions options = cameras.find("door").options();
          assertThat(cameras.find("door").name()).isEqualTo("Front door");
          assertThat(options.alwaysOn()).isFalse();
          assertThat(options.linger()).isEqualTo(Duration.ofMinutes(1));
          assertThat(options.stallAfter()).isEqualTo(Duration.ofSeconds(2));
          assertThat(options.reconnectAfter()).isEqualTo(Duration.ofSeconds(7));
          assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(8));
          assertThat(options.backoffMin()).isEqualTo(Duration.ofMillis(300));
          assertThat(options.backoffMax()).isEqualTo(Duration.ofSeconds(3));
          assertThat(options.backoffRefused()).isEqualTo(Duration.ofSeconds(20));
          assertThat(options.maxRenditions()).isEqualTo(3);
          assertThat(options.rotation()).isEqualTo(Rotation.RIGHT);
          assertThat(options.flip()).isEqualTo(Flip.HORIZONTAL);
          assertThat(options.crop().left()).isEqualTo(0.25);
          assertThat(options.timeStamp().pattern()).isEqualTo("Door %F %T");
          assertThat(options.maxPixels()).isEqualTo(3_000_000_000L);
        },
        "framecast.cameras.door.uri=test:160x90@5",
        "framecast.cameras.door.title=Front door",
        "framecast.cameras.door.always-on=false",
        "framecast.cameras.door.linger=1m",
        "framecast.cameras.door.stallAfter=2s",
        "framecast.cameras.door.reconnect-after=7s",
        "framecast.cameras.door.connect-timeout=8s",
        "framecast.cameras.door.backoff-min=300ms",
        "framecast.cameras.door.backoff-max=3s",
        "framecast.cameras.door.backoff-refused=20s",
        "framecast.cameras.door.max-renditions=3",
        "framecast.cameras.door.rotate=90",
        "framecast.cameras.door.flip=horizontal",
        "framecast.cameras.door.crop=25,0,50,100",
        "framecast.cameras.door.timestamp=Door %F %T",
        "framecast.cameras.door.max-pixels=3000000000");
  }

  @Test
  void settingsOfTheAddressAreGivenByTheirNamesBesideThoseThatItHas() {
    with(
        cameras -> assertThat(cameras.all()).hasSize(2),
        "framecast.cameras.a.uri=test:160x90@5#hue=20",
        "framecast.cameras.a.label=50% north & south #1, a@b",
        "framecast.cameras.a.deterministic=true",
        "framecast.cameras.b.uri=http://127.0.0.1:9/video.mjpg",
        "framecast.cameras.b.timeout=1s",
        "framecast.cameras.b.fps=0.5",
        "framecast.cameras.b.sub-stream=http://127.0.0.1:9/small.mjpg#timeout=2s");
  }

  @Test
  void loginsAreWrittenAsTheyAreAndAreNotToldOn() {
    with(
        cameras -> {
          assertThat(cameras.find("door").status().source())
              .contains("127.0.0.1:9")
              .doesNotContain("p@ss", "p%40ss");
        },
        "framecast.cameras.door.uri=http://127.0.0.1:9/video.mjpg",
        "framecast.cameras.door.username=a b",
        "framecast.cameras.door.password=p@ss/#?%&word");
    CameraProperties camera = CameraProperties.of("rtsp://u:secret@h/");
    assertThat(camera.toString()).doesNotContain("secret");
  }

  @Test
  void twoCamerasMayHaveTheSameAddress() {
    with(
        cameras -> assertThat(cameras.all()).hasSize(2),
        "framecast.cameras.a.uri=test:160x90@5",
        "framecast.cameras.b.uri=test:160x90@5");
  }

  @Test
  void twoHundredCamerasAreOnlyMore() {
    with(
        cameras -> assertThat(cameras.all()).hasSize(200),
        IntStream.range(0, 200)
            .mapToObj(i -> "framecast.cameras.c" + i + ".uri=test:160x90@5")
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "framecast.cameras.door.uri=                 | framecast.cameras.door.uri | is empty",
        "framecast.cameras.door.title=Door           | framecast.cameras.door.uri | is missing",
        "framecast.cameras.door.uri=secret           | framecast.cameras.door.uri | must begin with one of",
        "framecast.cameras.door.uri=rtsp://u:secret@h/ | framecast.cameras.door.uri | add dev.framecast:framecast-source-rtsp",
        "framecast.cameras.door.uri=http://u:${NO_SECRET}@h/ | framecast.cameras.door.uri | placeholder",
        "framecast.cameras.door.url=rtsp://u:secret@h/ | framecast.cameras.door.url | must be one of uri, username",
        "framecast.cameras.door=rtsp://u:secret@h/   | framecast.cameras.door.uri | add dev.framecast",
        "framecast.cameras=rtsp://u:secret@h/        | framecast.cameras          | must be names and values",
        "framecast.pth=/x                            | framecast.pth              | must be one of cameras, path",
        "framecast.limits.viewer=3                   | framecast.limits.viewer    | must be one of viewers",
        "framecast.reload-interval=1ms               | framecast.reload-interval  | must be 100 ms or more",
        "framecast.health.down-when=sometimes        | framecast.health.down-when | \"sometimes\"",
        "framecast.health.down-when=sometimes        | must be one of never       | any, all",
      })
  void whatIsWrongIsSaidWithItsNameAndWhatWouldBeRight(
      String property, String name, String problem) {
    fails(new String[] {name, problem}, property);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linger=forever     | framecast.cameras.door.linger: \"forever\"    | must be a time",
        "linger=-1s         | framecast.cameras.door                        | linger PT-1S: must be 0",
        "linger=x://u:secret@h/ | framecast.cameras.door.linger             | not repeated",
        "always-on=perhaps  | framecast.cameras.door.always-on: \"perhaps\" | must be true or false",
        "max-renditions=0   | maxRenditions 0                               | must be 1 to 1000",
        "rotate=45          | rotate 45                                     | must be 0, 90, 180 or 270",
        "timestamp=%Q       | timestamp                                     | a letter behind % must be one of",
        "crop=0,0,120,50    | crop                                          | must be LEFT,TOP,WIDTH,HEIGHT",
        "flip=left          | flip                                          | must be none, horizontal or",
        "fps=12             | framecast.cameras.door.fps                    | must be one of label, hue",
        "hue=many           | framecast.cameras.door.hue: \"many\"          | must be a whole number",
        "transport=udp      | framecast.cameras.door.transport              | no setting of such an address",
        "option.a=1         | framecast.cameras.door.option.a               | no setting of such an address",
        "settings.lable=x   | framecast.cameras.door.settings.lable: \"x\"   | must be one of label",
        "username=ann       | framecast.cameras.door.username               | SCHEME://HOST",
        "password=secret    | framecast.cameras.door.username               | must be given with a password",
        "sub-stream=nothing | framecast.cameras.door.sub-stream: \"nothing\" | must be an address",
      })
  void soIsWhatIsWrongWithACamera(String setting, String name, String problem) {
    fails(
        new String[] {name, problem},
        "framecast.cameras.door.uri=test:160x90@5",
        "framecast.cameras.door." + setting);
  }

  @Test
  void anIdThatCannotStandInAnAddressIsRefused() {
    fails(
        new String[] {"framecast.cameras[front door]", "must be 1 to 64 letters"},
        "framecast.cameras[front door].uri=test:160x90@5");
  }

  @Test
  void idsWithDotsAndCapitalsStandInBrackets() {
    with(
        cameras -> assertThat(cameras.all()).extracting(Camera::id).containsExactly("Hall_1.north"),
        "framecast.cameras[Hall_1.north].uri=test:160x90@5");
  }

  @Configuration(proxyBeanMethods = false)
  static class Beans {
    @Bean
    FrameSource heap() {
      return TestPatternSource.of(160, 90, 5);
    }

    @Bean
    CamerasCustomizer more() {
      return cameras -> cameras.add("more", "test:160x90@5");
    }
  }

  @Test
  void beansAddCameras() {
    app.withUserConfiguration(Beans.class)
        .withPropertyValues(
            "framecast.cameras.door.uri=test:160x90@5", "framecast.cameras.heap.title=The heap")
        .run(
            context -> {
              Cameras cameras = context.getBean(Cameras.class);
              assertThat(cameras.all())
                  .extracting(Camera::id)
                  .containsExactly("door", "heap", "more");
              assertThat(cameras.find("heap").name()).isEqualTo("The heap");
            });
    app.withUserConfiguration(Beans.class)
        .withPropertyValues("framecast.cameras.more.uri=test:160x90@5")
        .run(
            context ->
                assertThat(context).getFailure().rootCause().hasMessageContaining("\"more\""));
    app.withUserConfiguration(Beans.class)
        .withPropertyValues("framecast.cameras.heap.uri=test:160x90@5")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("framecast.cameras.heap.uri: must be left out"));
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnCameras {
    @Bean
    Cameras own() {
      return new Cameras();
    }
  }

  @Test
  void camerasOfTheAppTakeTheirPlace() {
    app.withUserConfiguration(OwnCameras.class)
        .withPropertyValues("framecast.cameras.door.uri=test:160x90@5")
        .run(
            context -> {
              assertThat(context).hasSingleBean(Cameras.class).hasBean("own");
              assertThat(context).doesNotHaveBean(FramecastCameras.class);
              assertThat(context.getBean(Cameras.class).all()).isEmpty();
            });
  }

  @Test
  void theEnvironmentMayNameCameras() {
    Map<String, Object> variables =
        Map.of(
            "FRAMECAST_CAMERAS_DOOR_URI", "test:160x90@5",
            "FRAMECAST_CAMERAS_DOOR_MAXRENDITIONS", "3",
            "FRAMECAST_HOME", "/opt/framecast");
    app.withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .replace(
                        "systemEnvironment",
                        new SystemEnvironmentPropertySource("systemEnvironment", variables)))
        .run(
            context -> {
              Camera door = context.getBean(Cameras.class).find("door");
              assertThat(door.options().maxRenditions()).isEqualTo(3);
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnServlet {
    @Bean
    MjpegServlet mine(Cameras cameras) {
      return new MjpegServlet(cameras);
    }
  }

  @Test
  void aServletOfTheAppTakesThePlaceOfTheOneHere() {
    new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                FramecastAutoConfiguration.class, FramecastServletAutoConfiguration.class))
        .withUserConfiguration(OwnServlet.class)
        .run(
            context -> {
              assertThat(context).hasNotFailed().hasSingleBean(MjpegServlet.class);
              assertThat(context).doesNotHaveBean("framecastServlet");
              assertThat(context).hasSingleBean(StreamLifecycle.class);
            });
  }

  @Test
  void withoutCamerasThereIsNothingAndNoFailure() {
    with(cameras -> assertThat(cameras.all()).isEmpty());
  }

  @Test
  void camerasAreClosedWithTheirContextAndEachContextHasItsOwn() {
    Cameras[] seen = new Cameras[2];
    for (int i = 0; i < 2; i++) {
      int run = i;
      with(cameras -> seen[run] = cameras, "framecast.cameras.door.uri=test:160x90@5");
    }
    assertThat(seen[0]).isNotSameAs(seen[1]);
    assertThat(seen).allSatisfy(cameras -> assertThat(cameras.all()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "framecast.path=cameras      | framecast.path: \"cameras\": must begin with a slash",
        "framecast.hosts=http://cams | framecast.hosts: host \"http://cams\": must be a name",
        "framecast.origins=cams      | framecast.origins: origin \"cams\": must be",
        "framecast.limits.viewers=0  | framecast.limits: viewers 0: must be 1",
        "framecast.access-timeout=1h | framecast.access-timeout: accessTimeout PT1H: must be",
      })
  void soIsWhatIsWrongWithTheServletsRules(String property, String problem) {
    new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                FramecastAutoConfiguration.class, FramecastServletAutoConfiguration.class))
        .withPropertyValues(property)
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(problem));
  }

  @Test
  void aReactiveAppHasTheCamerasAlone() {
    new ReactiveWebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                FramecastAutoConfiguration.class, FramecastServletAutoConfiguration.class))
        .withPropertyValues("framecast.cameras.door.uri=test:160x90@5")
        .run(
            context -> {
              assertThat(context).hasNotFailed().hasSingleBean(Cameras.class);
              assertThat(context).doesNotHaveBean("framecastServlet");
            });
  }
}
