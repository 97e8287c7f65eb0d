package dev.framecast.webcam;

import dev.framecast.source.FrameSource;
import dev.framecast.source.Settings;
import dev.framecast.source.SourceAddress;
import dev.framecast.source.SourceProvider;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@link WebcamSource}s by address: {@code webcam:0}, {@code webcam:C920#size=1920x1080&fps=30}.
 * Found by {@link dev.framecast.source.FrameSources}; apps need not touch it.
 */
public final class WebcamSourceProvider implements SourceProvider {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");

  /** Called by the JDK's service loader. */
  public WebcamSourceProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("webcam");
  }

  @Override
  public FrameSource create(SourceAddress address) {
    String device = address.decodedLocation();
    if (device.isBlank()) {
      throw new IllegalArgumentException(
          "a webcam address must be webcam:DEVICE, which is an index, a path or a name");
    }
    WebcamSource.Builder builder = WebcamSource.builder(device);
    Settings settings = address.settings();
    settings.text("size").ifPresent(size -> size(builder, size));
    settings.decimal("fps").ifPresent(builder::fps);
    settings.oneOf("format", WebcamSource.Format.class).ifPresent(builder::format);
    settings.group("property", "NUMBER").forEach((key, value) -> property(builder, key, value));
    return builder.build();
  }

  private static void size(WebcamSource.Builder builder, String size) {
    Matcher sides = SIZE.matcher(size);
    if (!sides.matches()) {
      throw Settings.invalid("size", "must be WIDTHxHEIGHT, such as 1280x720");
    }
    builder.size(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
  }

  private static void property(WebcamSource.Builder builder, String key, String value) {
    if (!key.matches("[0-9]{1,9}") || !value.matches("-?[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      throw Settings.invalid("property.NUMBER", "NUMBER must be OpenCV's, and the value a number");
    }
    builder.property(Integer.parseInt(key), Double.parseDouble(value));
  }
}
