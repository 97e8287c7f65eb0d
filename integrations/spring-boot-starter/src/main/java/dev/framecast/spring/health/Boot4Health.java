package dev.framecast.spring.health;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** What Actuator of Spring Boot 4 shows. */
final class Boot4Health implements HealthIndicator {
  private final CameraOutages outages;

  Boot4Health(CameraOutages outages) {
    this.outages = outages;
  }

  @Override
  public Health health() {
    CameraOutages.Report report = outages.report();
    return (report.up() ? Health.up() : Health.down()).withDetails(report.details()).build();
  }
}
