package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Names that Boot takes for others, or passes over. */
class PropertyNamesTest {
  private final ApplicationContextRunner app =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(FramecastAutoConfiguration.class));

  private ApplicationContextRunner withVariables(Map<String, Object> variables) {
    return app.withInitializer(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .replace(
                    "systemEnvironment",
                    new SystemEnvironmentPropertySource("systemEnvironment", variables)));
  }

  private static String fails(ApplicationContextRunner app) {
    String[] said = new String[1];
    app.run(
        context -> {
          assertThat(context).hasFailed();
          Throwable failure = context.getStartupFailure();
          while (failure.getCause() != null && !(failure instanceof BindException)) {
            failure = failure.getCause();
          }
          said[0] =
              failure instanceof BindException bind
                  ? BindProblems.describe(bind)
                  : failure.getMessage();
        });
    return said[0];
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "framecast.cameras.front_door.uri=test:160x90@5 | framecast.cameras[front_door]",
        "framecast.cameras.front_door=test:160x90@5     | framecast.cameras[front_door]",
        "framecast.cameras.현관.uri=test:160x90@5       | framecast.cameras[현관]",
        "framecast.security.authorities.night_shift=ROLE_X | framecast.security.authorities[night_shift]",
        "framecast.security.users.night_shift=ann       | framecast.security.users[night_shift]",
        "framecast.cameras.a.option.user_agent=x        | framecast.cameras.a.option[user_agent]",
        "framecast.cameras[a_b].settings.my_name=x      | framecast.cameras[a_b].settings[my_name]",
      })
  void aNameOfWhichBootWouldLeaveOutPartsIsRefusedAndShownInBrackets(String property, String name) {
    assertThat(fails(app.withPropertyValues(property))).contains("must stand in brackets: " + name);
  }

  @Test
  void namesInBracketsAndNamesOfCapitalsAreTakenAsTheyAre() {
    app.withPropertyValues(
            "framecast.cameras[front_door].uri=test:160x90@5",
            "framecast.cameras.backDoor.uri=test:160x90@5",
            "framecast.cameras.side-door.always_on=false",
            "framecast.cameras.side-door.uri=test:160x90@5",
            "framecast.security.authorities[night_shift]=ROLE_GUARD")
        .run(
            context ->
                assertThat(context.getBean(Cameras.class).all())
                    .extracting(Camera::id)
                    .containsExactlyInAnyOrder("front_door", "backDoor", "side-door"));
  }

  @Test
  void anAddressAloneHasNothingBelowIt() {
    assertThat(
            fails(
                app.withPropertyValues(
                    "framecast.cameras.door=test:160x90@5", "framecast.cameras.door.title=Door")))
        .contains("framecast.cameras.door.title", "framecast.cameras.door.uri")
        .doesNotContain("there is no such property");
  }

  @Test
  void nothingOfTheEnvironmentIsPassedOverForAnAddressAlone() {
    ApplicationContextRunner variable =
        withVariables(Map.of("FRAMECAST_CAMERAS_DOOR_PASSWORD", "secret"));
    assertThat(fails(variable.withPropertyValues("framecast.cameras.door=http://127.0.0.1:9/a")))
        .contains("framecast.cameras.door", "framecast.cameras.door.uri")
        .doesNotContain("secret");
  }

  @Test
  void aCameraIsNotThereTwiceBecauseVariablesHaveNoSmallLetters() {
    ApplicationContextRunner variable =
        withVariables(Map.of("FRAMECAST_CAMERAS_DOOR_TITLE", "The door"));
    assertThat(fails(variable.withPropertyValues("framecast.cameras.Door.uri=test:160x90@5")))
        .contains("framecast.cameras[Door]", "framecast.cameras.door", "capital letters");
    variable
        .withPropertyValues("framecast.cameras.door.uri=test:160x90@5")
        .run(
            context ->
                assertThat(context.getBean(Cameras.class).all())
                    .extracting(Camera::name)
                    .containsExactly("The door"));
  }

  @Test
  void variablesWriteDashesAsNothingOrAsUnderscores() {
    withVariables(
            Map.of(
                "FRAMECAST_CAMERAS_DOOR_URI", "test:160x90@5",
                "FRAMECAST_CAMERAS_DOOR_MAX_RENDITIONS", "3",
                "FRAMECAST_CAMERAS_DOOR_MAXPIXELS", "1000000"))
        .run(
            context -> {
              Camera door = context.getBean(Cameras.class).find("door");
              assertThat(door.options().maxRenditions()).isEqualTo(3);
              assertThat(door.options().maxPixels()).isEqualTo(1_000_000);
            });
  }

  @Test
  void whatIsEmptyIsNamed() {
    assertThat(fails(app.withPropertyValues("framecast.cameras=")))
        .contains("framecast.cameras: \"\"", "must be names and values below it");
    assertThat(fails(app.withPropertyValues("framecast.reload-interval=")))
        .contains("framecast.reload-interval", "is empty")
        .doesNotContain("there is no such property");
    assertThat(
            fails(
                app.withPropertyValues(
                    "framecast.cameras.door.uri=test:160x90@5", "framecast.cameras.door.linger=")))
        .contains("framecast.cameras.door.linger", "is empty");
  }

  @Test
  void anEmptyLoginIsNone() {
    app.withPropertyValues(
            "framecast.cameras.door.uri=http://127.0.0.1:9/a",
            "framecast.cameras.door.username=${NO_USER:}",
            "framecast.cameras.door.password=${NO_PASSWORD:}")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"100ms", "24h"})
  void anIntervalIsUpToADay(String interval) {
    app.withPropertyValues("framecast.reload-interval=" + interval)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1ms", "-1s", "25h", "200000d"})
  void anIntervalThatCannotBeIsNamed(String interval) {
    assertThat(fails(app.withPropertyValues("framecast.reload-interval=" + interval)))
        .contains("framecast.reload-interval", "100 ms", "a day");
  }
}
