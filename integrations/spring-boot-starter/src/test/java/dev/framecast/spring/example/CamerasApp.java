package dev.framecast.spring.example;

// tag::app[]
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The cameras of application.properties, at /cameras/. */
@SpringBootApplication
public class CamerasApp {
  public static void main(String[] args) {
    SpringApplication.run(CamerasApp.class, args);
  }
}
// end::app[]
