package dev.framecast.source;

import java.util.Objects;

/**
 * Sources by address: {@code rtsp://192.168.0.10/stream1}, {@code webcam:0#fps=30}, {@code
 * test:1280x720@30}. An address is a scheme, a colon, what the source itself reads, and settings
 * behind the first {@code #}, in the same form for every scheme:
 *
 * <pre>{@code
 * rtsp://192.168.0.10/cam?channel=1#transport=udp&timeout=10s
 * }</pre>
 *
 * <p>Which schemes there are depends on the {@link SourceProvider}s on the class or module path.
 * This module has {@code http}, {@code https} and {@code test}; framecast-source-rtsp adds {@code
 * rtsp}, {@code rtsps}, {@code rtmp}, {@code rtmps}, {@code srt}, {@code udp}, {@code file} and
 * {@code http} of video streams (HLS and others), framecast-source-webcam adds {@code webcam}.
 */
public final class FrameSources {
  private FrameSources() {}

  /**
   * {@return the source that this address stands for, not connected}
   *
   * <p>Providers are looked for with the calling thread's context class loader, then with that of
   * this class. One that does not load is logged as a warning, and prevents no other.
   *
   * @param address {@code SCHEME:LOCATION#SETTINGS}, such as {@code rtsp://192.168.0.10/stream1}
   * @throws IllegalArgumentException when there is no source for that scheme, when the address
   *     cannot be understood, or when it has a setting that the source does not know; the message
   *     says what would be right, and repeats nothing of the address that may be a secret
   * @throws IllegalStateException when the scheme's provider fails, or when there are two of them
   */
  public static FrameSource of(String address) {
    Objects.requireNonNull(address, "address");
    return SourceProviders.installed().create(address);
  }
}
