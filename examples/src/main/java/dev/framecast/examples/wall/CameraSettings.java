package dev.framecast.examples.wall;

import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.Flip;
import dev.framecast.camera.Rotation;
import dev.framecast.camera.TimeStamp;
import dev.framecast.jpeg.Crop;
import dev.framecast.source.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link CameraOptions} as they are written in a file of cameras. */
final class CameraSettings {
  /** All of them; {@link #read} knows no others. */
  static final List<String> NAMES =
      List.of(
          "name",
          "alwaysOn",
          "linger",
          "stallAfter",
          "reconnectAfter",
          "connectTimeout",
          "backoffMin",
          "backoffMax",
          "backoffRefused",
          "maxRenditions",
          "maxPixels",
          "rotate",
          "flip",
          "crop",
          "timestamp");

  private CameraSettings() {}

  /**
   * The options that these settings stand for.
   *
   * @throws IllegalArgumentException when one of them cannot be understood
   */
  static CameraOptions read(Map<String, String> written) {
    Settings settings = Settings.of(written);
    CameraOptions.Builder builder = CameraOptions.builder();
    settings.text("name").ifPresent(builder::name);
    settings.flag("alwaysOn").ifPresent(builder::alwaysOn);
    settings.duration("linger").ifPresent(builder::linger);
    settings.duration("stallAfter").ifPresent(builder::stallAfter);
    settings.duration("reconnectAfter").ifPresent(builder::reconnectAfter);
    settings.duration("connectTimeout").ifPresent(builder::connectTimeout);
    Optional<Duration> backoffMin = settings.duration("backoffMin");
    Optional<Duration> backoffMax = settings.duration("backoffMax");
    builder.backoff(
        backoffMin.orElse(CameraOptions.DEFAULT.backoffMin()),
        backoffMax.orElse(CameraOptions.DEFAULT.backoffMax()));
    settings.duration("backoffRefused").ifPresent(builder::backoffRefused);
    settings.integer("maxRenditions").ifPresent(builder::maxRenditions);
    settings.integer("maxPixels").ifPresent(builder::maxPixels);
    settings.text("rotate").map(Rotation::of).ifPresent(builder::rotate);
    settings.text("flip").map(Flip::of).ifPresent(builder::flip);
    settings.text("crop").map(Crop::of).ifPresent(builder::crop);
    settings.text("timestamp").map(TimeStamp::of).ifPresent(builder::timeStamp);
    settings.refuseUnknown();
    return builder.build();
  }
}
