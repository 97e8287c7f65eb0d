package dev.framecast.source;

import dev.framecast.camera.CameraStatus;
import java.util.Objects;

/**
 * What a {@link FrameSession} knows of its stream. Zero or an empty text stands for "not known".
 *
 * @param format what the camera sends, such as {@code h264}, {@code mjpeg} or {@code yuyv422}
 * @param width pixels of the camera's own picture
 * @param height pixels of the camera's own picture
 * @param fps frames a second that the camera promises (not what arrives: see {@link
 *     CameraStatus#fps()})
 * @param decoded pictures decoded in this session; zero where the camera's JPEGs are passed through
 * @param dropped pictures or packets of this session that came broken and were thrown away by the
 *     session
 */
public record SessionInfo(
    String format, int width, int height, double fps, long decoded, long dropped) {

  /** Nothing is known. */
  public static final SessionInfo UNKNOWN = new SessionInfo("", 0, 0, 0, 0, 0);

  public SessionInfo {
    Objects.requireNonNull(format, "format");
  }
}
