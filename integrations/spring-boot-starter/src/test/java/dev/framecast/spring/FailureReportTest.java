package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.framecast.Cameras;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What whoever starts an app reads when it does not start. */
@ExtendWith(OutputCaptureExtension.class)
class FailureReportTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "framecast.cameras.door.url=rtsp://u:secret@h/        | framecast.cameras.door.url",
        "framecast.cameras.door.linger=rtsp://u:secret@h/     | framecast.cameras.door.linger",
        "framecast.path=cameras                               | framecast.path: \"cameras\"",
      })
  void anAppThatCannotStartSaysWhyInAParagraphWithoutPasswords(
      String property, String name, CapturedOutput output) {
    assertThatThrownBy(() -> App.start(property).close()).isNotNull();
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("The configuration of framecast cannot be used")
        .contains(name)
        .doesNotContain("secret")
        .doesNotContain("\tat dev.framecast");
  }

  @Test
  void rulesForTagsThatNoCameraHasAreTold(CapturedOutput output) {
    App.start(
            "framecast.cameras.safe.uri=test:160x90@5",
            "framecast.cameras.safe.tags=staff",
            "framecast.security.authorities.staff=ROLE_X",
            "framecast.security.authorities.guards=ROLE_Y",
            "framecast.security.users.stafff=ann")
        .close();
    assertThat(output)
        .contains("framecast.security.authorities[guards]: no camera has that tag")
        .contains("framecast.security.users[stafff]: no camera has that tag")
        .doesNotContain("[staff]");
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class OwnCameras {
    @Bean
    Cameras own() {
      return new Cameras();
    }
  }

  @Test
  void camerasThatAreConfiguredAndNotUsedAreTold(CapturedOutput output) {
    App.start(App.Server.TOMCAT, OwnCameras.class, "framecast.cameras.door=test:160x90@5").close();
    assertThat(output).contains("framecast.cameras is not used");
    App.start("framecast.cameras.door=test:160x90@5").close();
    assertThat(output.getOut().split("is not used", -1)).hasSize(2);
  }
}
