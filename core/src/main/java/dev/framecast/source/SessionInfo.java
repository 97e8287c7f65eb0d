package dev.framecast.source;

import java.util.Objects;

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
  private final long decoded;
  private final long dropped;

  private SessionInfo(Builder from) {
    codec = from.codec;
    width = from.width;
    height = from.height;
    fps = from.fps;
    decoded = from.decoded;
    dropped = from.dropped;
  }

  /** Begins with nothing that is known. */
  public static Builder builder() {
    return new Builder();
  }

  /** Begins with what is known here. */
  public Builder toBuilder() {
    return new Builder()
        .codec(codec)
        .size(width, height)
        .fps(fps)
        .decoded(decoded)
        .dropped(dropped);
  }

  /** What the camera sends, such as {@code h264}, {@code mjpeg} or {@code yuyv422}. */
  public String codec() {
    return codec;
  }

  /** Pixels of the camera's own picture. */
  public int width() {
    return width;
  }

  /** Pixels of the camera's own picture. */
  public int height() {
    return height;
  }

  /** Frames a second that the camera promises, whatever arrives. */
  public double fps() {
    return fps;
  }

  /** Pictures decoded in this session; zero where the camera's JPEGs are passed through. */
  public long decoded() {
    return decoded;
  }

  /** Pictures or packets that came broken and were thrown away by the session. */
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
        && decoded == that.decoded
        && dropped == that.dropped;
  }

  @Override
  public int hashCode() {
    return Objects.hash(codec, width, height, fps, decoded, dropped);
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
    private long decoded;
    private long dropped;

    private Builder() {}

    /** See {@link SessionInfo#codec()}. */
    public Builder codec(String value) {
      codec = Objects.requireNonNull(value, "codec");
      return this;
    }

    /** See {@link SessionInfo#width()} and {@link SessionInfo#height()}. */
    public Builder size(int newWidth, int newHeight) {
      width = newWidth;
      height = newHeight;
      return this;
    }

    /** See {@link SessionInfo#fps()}. */
    public Builder fps(double value) {
      fps = value;
      return this;
    }

    /** See {@link SessionInfo#decoded()}. */
    public Builder decoded(long value) {
      decoded = value;
      return this;
    }

    /** See {@link SessionInfo#dropped()}. */
    public Builder dropped(long value) {
      dropped = value;
      return this;
    }

    /** What is known. */
    public SessionInfo build() {
      return new SessionInfo(this);
    }
  }
}
