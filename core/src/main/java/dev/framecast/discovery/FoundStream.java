package dev.framecast.discovery;

import dev.framecast.internal.Secrets;
import java.util.Objects;

/**
 * One of the streams of a camera that was found.
 *
 * @param address {@code rtsp://...} at the camera's own host, without a login, with nothing behind
 *     a {@code #}; some cameras have a password in the path or query, which is then in it
 * @param codec as the camera calls it, such as {@code H264}; may be empty
 * @param width of its pictures, or 0 where the camera does not tell it
 * @param height the same
 */
public record FoundStream(String address, String codec, int width, int height) {
  /**
   * A stream.
   *
   * @param address not null
   * @param codec not null
   * @param width in pixels, or 0
   * @param height in pixels, or 0
   */
  public FoundStream {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(codec, "codec");
  }

  /** {@return its form and size, such as {@code H264 1920x1080}, for people; empty if unknown} */
  public String description() {
    return (codec + (width > 0 ? " " + width + "x" + height : "")).strip();
  }

  /** {@return for people, without secrets} */
  @Override
  public String toString() {
    return (Secrets.hide(address) + " " + description()).strip();
  }
}
