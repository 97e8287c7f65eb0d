package dev.framecast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.source.FrameSource;
import dev.framecast.source.image.TestPatternSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

/** What an app has of its own, beside the cameras. */
@ExtendWith(OutputCaptureExtension.class)
class BeansOfTheAppTest {
  private final ApplicationContextRunner app =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(FramecastAutoConfiguration.class))
          .withPropertyValues("framecast.cameras.door.uri=test:160x90@5");

  @Configuration(proxyBeanMethods = false)
  static class OfThatName {
    @Bean
    String cameras() {
      return "a shop for cameras";
    }
  }

  @Test
  void anotherBeanMayBeNamedCameras() {
    app.withUserConfiguration(OfThatName.class)
        .run(
            context -> {
              assertThat(context).hasNotFailed().hasSingleBean(Cameras.class);
              assertThat(context.getBean("cameras")).isInstanceOf(String.class);
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class Sources {
    @Bean
    @Scope(value = "prototype", proxyMode = ScopedProxyMode.INTERFACES)
    FrameSource scoped() {
      return TestPatternSource.of(160, 90, 5);
    }

    @Bean(autowireCandidate = false)
    FrameSource part() {
      return TestPatternSource.of(160, 90, 5);
    }
  }

  @Test
  void onlySourcesThatSpringWouldInjectAreCameras() {
    app.withUserConfiguration(Sources.class)
        .run(
            context ->
                assertThat(context.getBean(Cameras.class).all())
                    .extracting(Camera::id)
                    .containsExactlyInAnyOrder("door", "scoped"));
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Child {}

  @Test
  void aContextBelowAnotherUsesTheCamerasOfThatOne(CapturedOutput output) {
    ConfigurableApplicationContext child =
        new SpringApplicationBuilder(App.Plain.class)
            .web(WebApplicationType.NONE)
            .child(Child.class)
            .web(WebApplicationType.NONE)
            .run("--framecast.cameras.door.uri=test:160x90@5", "--logging.level.root=warn");
    Cameras cameras = child.getBean(Cameras.class);
    assertThat(cameras).isSameAs(child.getParent().getBean(Cameras.class));
    child.close();
    assertThat(cameras.all()).hasSize(1);
    ((ConfigurableApplicationContext) child.getParent()).close();
    assertThat(cameras.all()).isEmpty();
    assertThat(output).doesNotContain("is not used");
  }
}
