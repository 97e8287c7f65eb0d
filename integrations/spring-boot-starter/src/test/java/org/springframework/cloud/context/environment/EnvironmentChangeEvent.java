package org.springframework.cloud.context.environment;

import org.springframework.context.ApplicationEvent;

/** In place of Spring Cloud's, which is for one version of Spring Boot each: known by its name. */
public final class EnvironmentChangeEvent extends ApplicationEvent {
  private static final long serialVersionUID = 1L;

  public EnvironmentChangeEvent(Object source) {
    super(source);
  }
}
