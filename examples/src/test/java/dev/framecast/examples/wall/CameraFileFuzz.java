package dev.framecast.examples.wall;

import dev.framecast.fuzz.FuzzInput;
import dev.framecast.fuzz.FuzzTarget;
import java.util.Map;
import java.util.Set;

/** A file of cameras: cameras, or an error that repeats no value. */
final class CameraFileFuzz implements FuzzTarget {
  private static final String SECRET = "S3cr3t";

  @Override
  public void take(byte[] input) {
    try {
      Map<String, CameraFile.Entry> cameras = CameraFile.parse(input, Set.of("taken"));
      require(!cameras.isEmpty() && !cameras.containsKey("taken"), "cameras " + cameras.keySet());
      for (CameraFile.Entry camera : cameras.values()) {
        require(CameraArgument.ID.matcher(camera.id()).matches(), camera.id());
        require(camera.source() != null && camera.options() != null, "without a source");
        require(camera.isSame(camera) && camera.hasSameSource(camera), "another");
      }
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      require(!message.isBlank() && message.lines().count() == 1, "message: " + message);
      // Keys are no secrets, and are named.
      require(!message.replaceFirst("^line \\d+ \\(.*\\): ", "").contains(SECRET), message);
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
        "# cameras\ndoor=rtsp://user:S3cr3t@10.0.0.7/live#transport=udp\ndoor.name=Front door"
            + "\ndoor.linger=5s\n",
        "\uFEFFyard.a = http\\://h/a?pwd=S3cr3t\\\n  &x=y\nyard.a.maxPixels:1000\n",
        "a=test:64x48@5#label=S3cr3t\na.alwaysOn=true\na.backoffMin=1s\na.backoffMax=2m\n",
        "b=webcam:S3cr3t#size=1280x720\n! x\nb.maxRenditions=3\nc\\u0041=file:/a.mp4#loop=true\n");
  }

  @Override
  public int longest() {
    return 1024;
  }

  /** Each line is read by properties of its own, whose buffers are 16 KB. */
  @Override
  public long mostMemory(int length) {
    return 1_000_000L + 60_000L * length;
  }
}
