package dev.framecast.webcam;

import java.util.List;
import java.util.Locale;

/**
 * A camera that {@link Webcams#list()} found.
 *
 * @param index its number, for {@link WebcamSource#of}
 * @param path its node, such as {@code /dev/video0}; empty where the system has no such thing
 * @param name what the system calls it; empty where it does not say
 * @param modes sizes and formats that it gives, of those commonly asked for; empty if it could not
 *     be opened
 * @param problem why it could not be opened; empty if it could
 */
public record Webcam(int index, String path, String name, List<Mode> modes, String problem) {

  /**
   * What a camera gives.
   *
   * @param format such as {@code mjpeg}, {@code yuyv} or {@code h264}; empty where OpenCV does not
   *     say
   * @param width pixels
   * @param height pixels
   * @param fps frames a second that it promises; 0 where it does not say
   */
  public record Mode(String format, int width, int height, double fps) {

    /**
     * {@return whether {@link WebcamSource} takes it} H.264 and H.265 ({@code h264}, {@code hevc})
     * are not decoded, and never chosen.
     */
    public boolean isTaken() {
      return !FourCc.isStream(format.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * What was found of a camera.
   *
   * @param index its number
   * @param path its node, or empty
   * @param name what the system calls it, or empty
   * @param modes copied
   * @param problem why it could not be opened, or empty
   */
  public Webcam {
    modes = List.copyOf(modes);
  }
}
