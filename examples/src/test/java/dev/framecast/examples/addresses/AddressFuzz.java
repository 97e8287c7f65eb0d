package dev.framecast.examples.addresses;

import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import dev.framecast.source.FrameSources;
import java.util.Map;

/** Any text gives a source, or an error that repeats nothing that may be a password. */
final class AddressFuzz implements FuzzTarget {
  private static final String SECRET = "S3cr3t";

  @Override
  public void take(byte[] input) {
    String text = new FuzzInput(input).text();
    try {
      require(FrameSources.of(text) != null, "no source");
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      require(!message.isBlank() && message.lines().count() == 1, "message: " + message);
      require(!message.contains(SECRET) && e.getCause() == null, message);
    }
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
        "rtsp://user:S3cr3t@10.0.0.7/a?pwd=S3cr3t#transport=udp&timeout=5s",
        "rtsps://h:322/a#subStream=rtsps://h/b",
        "http://user:S3cr3t@10.0.0.7:80/a?pwd=S3cr3t#timeout=5s",
        "https://h/snap.jpg#fps=2",
        "file:/films/S3cr3t.mp4#loop=true&option.x=S3cr3t",
        "webcam:S3cr3t#size=1280x720&fps=30&format=mjpeg&property.10=1",
        "test:320x180@5#label=S3cr3t&hue=20",
        "scene:door#size=320x180&fps=5&deterministic=true");
  }

  @Override
  public int longest() {
    return 1024;
  }
}
