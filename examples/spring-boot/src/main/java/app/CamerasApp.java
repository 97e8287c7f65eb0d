package app;

import dev.framecast.Cameras;
import dev.framecast.servlet.MjpegServlet;
import dev.framecast.servlet.MjpegStream;
import dev.framecast.source.image.TestPatternSource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer; // 3.x: boot.web.embedded.tomcat
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** All cameras at /cams/, and one of them from a controller at /door. */
@SpringBootApplication
public class CamerasApp {
  public static void main(String[] args) {
    SpringApplication.run(CamerasApp.class, args);
  }

  @Bean
  Cameras cameras() { // closed by Spring
    Cameras cameras = new Cameras();
    cameras.add("door", TestPatternSource.of(1280, 720, 30));
    return cameras;
  }

  @Bean
  ServletRegistrationBean<MjpegServlet> wall(Cameras cameras) {
    return new ServletRegistrationBean<>(new MjpegServlet(cameras), "/cams/*");
  }

  /** Old frames do not pile up in the kernel, and frames are sent in few writes. */
  @Bean
  TomcatConnectorCustomizer buffers() {
    return connector -> {
      connector.setProperty("socket.txBufSize", "131072");
      connector.setProperty("socket.appWriteBufSize", "65536");
      connector.setProperty("socket.directBuffer", "true");
    };
  }

  @RestController
  static class Door {
    private final Cameras cameras;

    Door(Cameras cameras) {
      this.cameras = cameras;
    }

    @GetMapping("/door")
    void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
      MjpegStream.write(cameras, "door", request, response);
    }
  }
}
