package dev.framecast.spring;

import dev.framecast.Cameras;

/**
 * Adds cameras to those of the configuration, or listeners. A bean of this type is called once,
 * while the {@link Cameras} bean is made, after the cameras of the configuration and of {@link
 * dev.framecast.source.FrameSource} beans were added; what it throws ends the start.
 *
 * <pre>{@code
 * @Bean
 * CamerasCustomizer heap() {
 *   return cameras -> cameras.add("heap", ImageSource.of(5, Heap::draw));
 * }
 * }</pre>
 *
 * <p>Several are called in the order that {@code @Order} gives them. What they add is left alone
 * when the configuration is read again.
 */
@FunctionalInterface
public interface CamerasCustomizer {

  /**
   * Adds to these; runs on the thread that starts the app.
   *
   * @param cameras the app's; closed with its context
   */
  void customize(Cameras cameras);
}
