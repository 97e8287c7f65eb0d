package dev.framecast.source;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FrameSession} knows of its stream. Immutable. Zero or an empty text stands for "not
 * known".
 */
public final class SessionInfo {
  /** Nothing is known. */
  public static final SessionInfo UNKNOWN = builder().build();

  private final String codec;
  private final int width;
  private final int height;
  private final double fps;
  private final double keyFrameFps;
  private final double ageBoundMillis;
  private final long decoded;
  private final long dropped;
  private final List<Stream> streams;

  /**
   * One of a source's streams of the same pictures.
   *
   * @param name such as {@code main} or {@code sub}
   * @param connected whether there is a connection to it now
   * @param width pixels of its pictures; 0 while not known
   * @param height the same
   * @param problem why it cannot be had, or null; for the app's own eyes
   */
  public record Stream(
      String name, boolean connected, int width, int height, @Nullable String problem) {
    /**
     * Refuses null where there must be something.
     *
     * @param name such as {@code main} or {@code sub}
     * @param connected whether there is a connection to it now
     * @param width pixels of its pictures; 0 while not known
     * @param height the same
     * @param problem why it cannot be had, or null
     */
    public Stream {
      Objects.requireNonNull(name, "name");
    }
  }

  private SessionInfo(Builder from) {
    codec = from.codec;
    width = from.width;
    height = from.height;
    fps = from.fps;
    keyFrameFps = from.keyFrameFps;
    ageBoundMillis = from.ageBoundMillis;
    decoded = from.decoded;
    dropped = from.dropped;
    streams = from.streams;
  }

  /** {@return a builder with nothing that is known} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return a builder with what is known here} */
  public Builder toBuilder() {
    return new Builder()
        .codec(codec)
        .size(width, height)
        .fps(fps)
        .keyFrameFps(keyFrameFps)
        .ageBoundMillis(ageBoundMillis)
        .decoded(decoded)
        .dropped(dropped)
        .streams(streams);
  }

  /** {@return what the camera sends, such as {@code h264}, {@code mjpeg} or {@code yuyv422}} */
  public String codec() {
    return codec;
  }

  /** {@return pixels across of the camera's own picture; 0 while not known} */
  public int width() {
    return width;
  }

  /** {@return pixels down of the camera's own picture; 0 while not known} */
  public int height() {
    return height;
  }

  /** {@return frames a second that the camera promises, whatever arrives} */
  public double fps() {
    return fps;
  }

  /**
   * {@return key frames a second, where the session decodes these alone because nobody wants more
   * pictures ({@link SessionContext#wantedFps()}); 0 where it decodes all}
   */
  public double keyFrameFps() {
    return keyFrameFps;
  }

  /**
   * {@return by how many milliseconds the age of pictures may be wrong, where they were captured by
   * the clock of another machine; 0 where it was this one's}
   */
  public double ageBoundMillis() {
    return ageBoundMillis;
  }

  /** {@return the streams of a source that has several of the same pictures; else none} */
  public List<Stream> streams() {
    return streams;
  }

  /**
   * {@return how many pictures were decoded in this session; 0 where the camera's JPEGs are passed
   * through}
   */
  public long decoded() {
    return decoded;
  }

  /** {@return how many pictures or packets came broken and were thrown away by the session} */
  public long dropped() {
    return dropped;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SessionInfo that
        && codec.equals(that.codec)
        && width == that.width
        && height == that.height
        && Double.compare(fps, that.fps) == 0
        && Double.compare(keyFrameFps, that.keyFrameFps) == 0
        && Double.compare(ageBoundMillis, that.ageBoundMillis) == 0
        && decoded == that.decoded
        && dropped == that.dropped
        && streams.equals(that.streams);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        codec, width, height, fps, keyFrameFps, ageBoundMillis, decoded, dropped, streams);
  }

  @Override
  public String toString() {
    return codec
        + " "
        + width
        + "x"
        + height
        + "@"
        + fps
        + ", decoded "
        + decoded
        + ", dropped "
        + dropped;
  }

  /**
   * Collects what is known. Takes whatever it is given, also nonsense: cameras send that, and
   * whoever reads it sees to it. Not safe for use by several threads.
   */
  public static final class Builder {
    private String codec = "";
    private int width;
    private int height;
    private double fps;
    private double keyFrameFps;
    private double ageBoundMillis;
    private long decoded;
    private long dropped;
    private List<Stream> streams = List.of();

    private Builder() {}

    /**
     * Sets {@link SessionInfo#codec()}.
     *
     * @param value empty while not known
     * @return this builder
     */
    public Builder codec(String value) {
      codec = Objects.requireNonNull(value, "codec");
      return this;
    }

    /**
     * Sets {@link SessionInfo#width()} and {@link SessionInfo#height()}.
     *
     * @param newWidth pixels; 0 while not known
     * @param newHeight pixels; 0 while not known
     * @return this builder
     */
    public Builder size(int newWidth, int newHeight) {
      width = newWidth;
      height = newHeight;
      return this;
    }

    /**
     * Sets {@link SessionInfo#fps()}.
     *
     * @param value 0 while not known
     * @return this builder
     */
    public Builder fps(double value) {
      fps = value;
      return this;
    }

    /**
     * Sets {@link SessionInfo#keyFrameFps()}.
     *
     * @param value 0 where all pictures are decoded
     * @return this builder
     */
    public Builder keyFrameFps(double value) {
      keyFrameFps = value;
      return this;
    }

    /**
     * Sets {@link SessionInfo#ageBoundMillis()}.
     *
     * @param value 0 where pictures were captured by this machine's clock
     * @return this builder
     */
    public Builder ageBoundMillis(double value) {
      ageBoundMillis = value;
      return this;
    }

    /**
     * Sets {@link SessionInfo#streams()}.
     *
     * @param value one for each; copied
     * @return this builder
     */
    public Builder streams(List<Stream> value) {
      streams = List.copyOf(value);
      return this;
    }

    /**
     * Sets {@link SessionInfo#decoded()}.
     *
     * @param value since the session began
     * @return this builder
     */
    public Builder decoded(long value) {
      decoded = value;
      return this;
    }

    /**
     * Sets {@link SessionInfo#dropped()}.
     *
     * @param value since the session began
     * @return this builder
     */
    public Builder dropped(long value) {
      dropped = value;
      return this;
    }

    /** {@return what is known} */
    public SessionInfo build() {
      return new SessionInfo(this);
    }
  }
}
