package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

/** That the class path of a run is what the build says it is. */
class BootVersionTest {

  @Test
  void theTestsRunOnTheSpringBootThatTheBuildSays() {
    assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("boot.version"));
  }
}
