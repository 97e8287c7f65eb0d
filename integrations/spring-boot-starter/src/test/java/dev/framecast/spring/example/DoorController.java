package dev.framecast.spring.example;

import dev.framecast.Cameras;
import dev.framecast.http.HttpRules;
import dev.framecast.servlet.MjpegStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

// tag::controller[]
@RestController
class DoorController {
  private final Cameras cameras;
  private final HttpRules rules; // hosts, limits and access of the configuration

  DoorController(Cameras cameras, HttpRules rules) {
    this.cameras = cameras;
    this.rules = rules;
  }

  @GetMapping("/door")
  void door(HttpServletRequest request, HttpServletResponse response) throws IOException {
    MjpegStream.write(cameras, "door", rules, request, response);
  }
}
// end::controller[]
