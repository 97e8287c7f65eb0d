package dev.framecast.spring;

import java.lang.System.Logger.Level;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.SmartApplicationListener;

/**
 * Has the cameras follow Spring Cloud's {@code EnvironmentChangeEvent}. By its name: apps without
 * Spring Cloud do not have that class.
 */
final class EnvironmentChanges implements SmartApplicationListener {
  private static final System.Logger LOG = System.getLogger(FramecastCameras.class.getName());
  private static final String EVENT =
      "org.springframework.cloud.context.environment.EnvironmentChangeEvent";

  private final ObjectProvider<FramecastCameras> cameras;

  EnvironmentChanges(ObjectProvider<FramecastCameras> cameras) {
    this.cameras = cameras;
  }

  @Override
  public boolean supportsEventType(Class<? extends ApplicationEvent> type) {
    return type.getName().equals(EVENT);
  }

  /** What is wrong is told in the log: whoever refreshes has more to refresh than cameras. */
  @Override
  public void onApplicationEvent(ApplicationEvent event) {
    try {
      cameras.ifAvailable(FramecastCameras::reloadFromEnvironment);
    } catch (IllegalArgumentException | IllegalStateException e) {
      LOG.log(Level.WARNING, e.getMessage() + "; the cameras stay as they are");
    }
  }
}
