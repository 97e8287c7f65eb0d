package dev.framecast.spring;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code framecast.cameras.ID} says of one camera. Made by Spring; lists and maps in it are
 * only read. What is null is not said, and then as the camera's source or {@link
 * dev.framecast.camera.CameraOptions} have it.
 *
 * @param uri The address, such as rtsp://192.168.0.10/stream1; not given where a FrameSource bean
 *     has the camera's id for its name.
 * @param username The camera's user, as it is, with nothing encoded.
 * @param password The password of that user, as it is.
 * @param title What people read. The id unless given.
 * @param tags Who may see the camera where there is Spring Security: whoever has an authority for
 *     one of them. Without tags everybody who has logged in.
 * @param alwaysOn Whether the camera is kept connected while nobody watches. False unless given.
 * @param linger How long the connection is kept when the last viewer has left. 10s unless given.
 * @param stallAfter Without a picture for that long a camera counts as stalled. 1500ms unless
 *     given.
 * @param reconnectAfter Without a picture for that long a connection is given up. 6s unless given.
 * @param connectTimeout Without a first picture for that long an attempt is given up. 10s unless
 *     given.
 * @param backoffMin The wait before the second attempt. 250ms unless given.
 * @param backoffMax The longest wait between attempts. 1500ms unless given.
 * @param backoffRefused The longest wait where trying again hardly helps. 15s unless given.
 * @param maxRenditions How many sizes and qualities are made at a time. 6 unless given.
 * @param maxPixels The most pixels that a picture may have. Those of 8K unless given.
 * @param rotate By how much pictures are rotated, clockwise: 0, 90, 180 or 270 degrees, or auto for
 *     what a JPEG says by Exif. 0 unless given.
 * @param flip How pictures are mirrored, after that: none, horizontal or vertical. none unless
 *     given.
 * @param crop Which part of pictures is seen, after that: LEFT,TOP,WIDTH,HEIGHT in percent, such as
 *     25,0,50,100. The whole unless given.
 * @param timestamp What is written into pictures, with the time when each was taken, by a pattern
 *     of strftime such as Door %F %T. Nothing unless given.
 * @param transport Of RTSP: auto, tcp, udp, multicast or http. auto unless given.
 * @param clock Of RTSP: arrival, or camera for the camera's own time. arrival unless given.
 * @param timeout How long the camera may take to answer. 5s unless given.
 * @param keyFrameWait After how long without a key frame a stream is shown all the same. 65s unless
 *     given.
 * @param deinterlace Of RTSP and files: auto for video without combs, or off. auto unless given.
 * @param hwaccel Of RTSP and files: off, auto or a device that decodes, such as vaapi. off unless
 *     given.
 * @param fps Of a webcam: pictures a second. Of http: how often a single JPEG is asked for.
 * @param size Of a webcam: WIDTHxHEIGHT. 1280x720 unless given.
 * @param format Of a webcam: mjpeg, yuyv and others. mjpeg unless given.
 * @param loop Of a file: whether it begins anew at its end. True unless given.
 * @param fingerprint Of rtsps and https: the SHA-256 of the camera's certificate.
 * @param insecure Of rtsps and https: whether any certificate is trusted. False unless given.
 * @param subStream The address of smaller pictures of the same camera.
 * @param label Of a test pattern: a text in its corner.
 * @param hue Of a test pattern: degrees.
 * @param deterministic Of a test pattern: whether each session gives the same pictures.
 * @param option FFmpeg's own options by their names.
 * @param property Of a webcam: OpenCV's properties by their numbers.
 * @param settings Settings of a scheme of your own, by their names.
 */
public record CameraProperties(
    @Nullable String uri,
    @Nullable String username,
    @Nullable String password,
    @Nullable String title,
    @DefaultValue List<String> tags,
    @Nullable Boolean alwaysOn,
    @Nullable Duration linger,
    @Nullable Duration stallAfter,
    @Nullable Duration reconnectAfter,
    @Nullable Duration connectTimeout,
    @Nullable Duration backoffMin,
    @Nullable Duration backoffMax,
    @Nullable Duration backoffRefused,
    @Nullable Integer maxRenditions,
    @Nullable Long maxPixels,
    @Nullable String rotate,
    @Nullable String flip,
    @Nullable String crop,
    @Nullable String timestamp,
    @Nullable String transport,
    @Nullable String clock,
    @Nullable Duration timeout,
    @Nullable Duration keyFrameWait,
    @Nullable String deinterlace,
    @Nullable String hwaccel,
    @Nullable BigDecimal fps,
    @Nullable String size,
    @Nullable String format,
    @Nullable Boolean loop,
    @Nullable String fingerprint,
    @Nullable Boolean insecure,
    @Nullable String subStream,
    @Nullable String label,
    @Nullable Integer hue,
    @Nullable Boolean deterministic,
    @DefaultValue Map<String, String> option,
    @DefaultValue Map<String, String> property,
    @DefaultValue Map<String, String> settings) {

  /**
   * {@return a camera by its address alone: what {@code framecast.cameras.ID=ADDRESS} is converted
   * to}
   *
   * @param uri as {@link dev.framecast.source.FrameSources#of} takes it; may hold credentials
   */
  public static CameraProperties of(String uri) {
    Objects.requireNonNull(uri, "uri");
    return new CameraProperties(
        uri, null, null, null, List.of(), null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, null, Map.of(), Map.of(), Map.of());
  }

  /** The title and tags: all else may hold a password. */
  @Override
  public String toString() {
    return "CameraProperties[title=" + title + ", tags=" + tags + "]";
  }
}
