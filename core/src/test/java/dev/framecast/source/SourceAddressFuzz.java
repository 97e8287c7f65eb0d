package dev.framecast.source;

import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import java.time.Duration;
import java.util.Map;

/** Addresses and their settings: values, or errors that repeat nothing of what was written. */
final class SourceAddressFuzz implements FuzzTarget {
  private static final String SECRET = "S3cr3t";

  @Override
  public void take(byte[] input) {
    String text = new FuzzInput(input).text();
    try {
      SourceAddress address = SourceAddress.parse(text);
      require(address.scheme().length() > 1, "scheme " + address.scheme());
      require(text.strip().startsWith(address.withoutSettings()), address.withoutSettings());
      require(!address.toString().contains(SECRET) || address.scheme().contains("s3"), text);
      read(address.settings());
      String location = address.decodedLocation();
      require(location.chars().noneMatch(SourceAddress::isControl), "location " + location);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      require(!message.isBlank() && message.lines().count() == 1, "message: " + message);
      // A scheme, and the name of a setting that is known, are no secrets.
      require(!message.contains(SECRET), message);
    }
  }

  private static void read(Settings settings) {
    settings.integer("width").ifPresent(width -> require(width < 1_000_000_000, "" + width));
    settings.decimal("fps").ifPresent(fps -> require(!Double.isNaN(fps), "" + fps));
    Duration timeout = settings.duration("timeout").orElse(Duration.ZERO);
    require(!timeout.isNegative(), "timeout " + timeout);
    boolean unused = settings.flag("loop").orElse(false);
    settings.oneOf("kind", SourceException.Kind.class);
    settings.group("option", "NAME").keySet().forEach(name -> require(name != null, "no name"));
    settings.refuseUnknown();
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new AssertionError(problem);
    }
  }

  @Override
  public Map<String, byte[]> seeds() {
    return FuzzInput.seeds(
        "",
        "rtsp://user:S3cr3t@10.0.0.7/a?b=c#timeout=1.5s&width=640&option.x=S3cr3t",
        "webcam:front%20door#fps=12.5&loop=true&kind=busy",
        "file:/films/%C3%A9%3F.mp4#timeout=500ms&timeout=2m",
        "test:320x180@5#hue=%zz&width=-1",
        "x1:a#b#c@d");
  }
}
