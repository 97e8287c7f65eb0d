package dev.framecast.spring.example;

import dev.framecast.source.FrameSource;
import dev.framecast.source.image.ImageSource;
import dev.framecast.spring.CamerasCustomizer;
import java.awt.image.BufferedImage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Cameras that are code. */
@Configuration(proxyBeanMethods = false)
class MoreCameras {

  // tag::beans[]
  @Bean // a camera "heap"; framecast.cameras.heap.title and so on are its options
  FrameSource heap() {
    return ImageSource.of(5, MoreCameras::draw);
  }

  @Bean
  CamerasCustomizer gates() {
    return cameras -> {
      for (int gate = 1; gate <= 3; gate++) {
        cameras.add("gate-" + gate, "test:640x360@10#label=gate " + gate);
      }
    };
  }

  // end::beans[]

  private static BufferedImage draw() {
    return new BufferedImage(320, 180, BufferedImage.TYPE_3BYTE_BGR);
  }
}
