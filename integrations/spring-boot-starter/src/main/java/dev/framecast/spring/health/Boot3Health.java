package dev.framecast.spring.health;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** What Actuator of Spring Boot 3 shows. */
final class Boot3Health implements HealthIndicator {
  private final CameraOutages outages;

  Boot3Health(CameraOutages outages) {
    this.outages = outages;
  }

  @Override
  public Health health() {
    CameraOutages.Report report = outages.report();
    return (report.up() ? Health.up() : Health.down()).withDetails(report.details()).build();
  }
}
