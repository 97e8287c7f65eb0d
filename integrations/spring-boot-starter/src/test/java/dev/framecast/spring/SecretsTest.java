package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Passwords of cameras, where an app tells much of itself. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsTest {

  @ParameterizedTest
  @ValueSource(strings = {"env", "configprops", "env/framecast.cameras.door.password"})
  void endpointsThatShowValuesShowNoPasswordsOfCameras(String endpoint) throws Exception {
    try (App app =
        App.start(
            "framecast.cameras.door.uri=http://127.0.0.1:9/a?user=admin&pwd=secret",
            "framecast.cameras.door.username=viewer",
            "framecast.cameras.door.password=secret",
            "framecast.cameras.door.title=Front door",
            "framecast.cameras.yard=http://viewer:secret@127.0.0.1:9/b",
            "framecast.cameras[hall.1].uri=http://127.0.0.1:9/a",
            "framecast.cameras[hall.1].sub-stream=http://viewer:secret@127.0.0.1:9/b",
            "management.endpoints.web.exposure.include=env,configprops",
            "management.endpoint.env.show-values=always",
            "management.endpoint.configprops.show-values=always")) {
      String told = app.get("/actuator/" + endpoint).body();
      assertThat(told).contains("******").doesNotContain("secret");
      if (!endpoint.contains("password")) {
        assertThat(told).contains("Front door");
      }
    }
  }

  @Test
  void anAppThatTellsMuchOfItsStartTellsNoPasswords(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                App.start(
                        "debug=true",
                        "logging.level.org.springframework.boot=debug",
                        "framecast.cameras.door.linger=rtsp://u:secret@h/")
                    .close())
        .isNotNull();
    assertThat(output).contains("framecast.cameras.door.linger").doesNotContain("secret");
  }
}
