package dev.framecast.spring;

import java.util.Locale;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Has Actuator's {@code env} and {@code configprops} hide what may be a camera's password, or that
 * of NATS.
 */
final class CameraSecrets implements SanitizingFunction {

  @Override
  public SanitizableData apply(SanitizableData data) {
    String key = data.getKey().toLowerCase(Locale.ROOT).replace('_', '.'); // variables, too
    boolean ours =
        key.startsWith(FramecastProperties.PREFIX + ".cameras")
            || key.startsWith(FramecastProperties.PREFIX + ".nats");
    return ours && mayBeSecret(key, String.valueOf(data.getValue()))
        ? data.withSanitizedValue()
        : data;
  }

  /** Addresses have logins in several places, and options may be anything. */
  private static boolean mayBeSecret(String key, String value) {
    return key.endsWith("password")
        || key.endsWith("token")
        || key.contains(".option")
        || key.contains(".settings")
        || value.contains("://")
        || value.contains("@");
  }
}
