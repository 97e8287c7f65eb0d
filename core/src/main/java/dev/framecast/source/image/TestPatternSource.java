package dev.framecast.source.image;

import dev.framecast.encode.ImageIoEncoder;
import dev.framecast.encode.PixelWriter;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSession;
import dev.framecast.source.FrameSource;
import dev.framecast.source.SessionContext;
import dev.framecast.source.SessionInfo;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import dev.framecast.source.common.Pixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A camera that is always there: bars, a box that moves, the frame's number and time. For trying
 * things out, and for tests, which can read the number back with {@link #readNumber}.
 *
 * <pre>{@code
 * cameras.add("test", TestPatternSource.builder(1280, 720, 30).label("north gate").build());
 * }</pre>
 *
 * <p>Immutable.
 */
public final class TestPatternSource implements FrameSource {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,5})x(\\d{1,5})@(\\d{1,4}(?:\\.\\d+)?)");
  private static final int BLUE = 210;

  private final int width;
  private final int height;
  private final double fps;
  private final String label;
  private final int hue;
  private final boolean deterministic;

  private TestPatternSource(Builder from) {
    width = from.width;
    height = from.height;
    fps = from.fps;
    label = from.label;
    hue = from.hue;
    deterministic = from.deterministic;
  }

  /**
   * {@return a pattern of this size}
   *
   * @param width pixels, 160 to 7680
   * @param height pixels, 90 to 4320
   * @param fps pictures a second, more than 0 and at most 1000
   */
  public static TestPatternSource of(int width, int height, double fps) {
    return builder(width, height, fps).build();
  }

  /**
   * {@return a builder with a size and a rate, and the defaults}
   *
   * @param width pixels, 160 to 7680
   * @param height pixels, 90 to 4320
   * @param fps pictures a second, more than 0 and at most 1000
   */
  public static Builder builder(int width, int height, double fps) {
    if (width < 160 || width > 7680 || height < 90 || height > 4320) {
      throw new IllegalArgumentException(
          "size " + width + "x" + height + ": must be 160x90 to 7680x4320 pixels");
    }
    return new Builder(width, height, Pace.checkFps(fps));
  }

  /**
   * {@return a builder with what a text such as {@code 1280x720@30} says, and the defaults}
   *
   * @param text {@code WIDTHxHEIGHT@FPS}
   * @throws IllegalArgumentException when the text has another form
   */
  public static Builder builder(String text) {
    Matcher matcher = TEXT.matcher(Objects.requireNonNull(text, "text").trim());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "test pattern \"" + text + "\": must be WIDTHxHEIGHT@FPS, such as 1280x720@30");
    }
    return builder(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Double.parseDouble(matcher.group(3)));
  }

  /** Collects options. Not safe for use by several threads. */
  public static final class Builder {
    private final int width;
    private final int height;
    private final double fps;
    private String label = "test pattern";
    private int hue = BLUE;
    private boolean deterministic;

    private Builder(int width, int height, double fps) {
      this.width = width;
      this.height = height;
      this.fps = fps;
    }

    /**
     * Puts this text in the upper corner, with a hue that follows from it, so that patterns on one
     * page differ.
     *
     * @param text ASCII, drawn in capitals
     * @return this builder
     */
    public Builder label(String text) {
      label = Objects.requireNonNull(text, "text");
      // The golden angle, in degrees: spreads even hashes that are neighbours.
      hue = (int) (Math.abs((long) text.hashCode()) * 137 % 360);
      return this;
    }

    /**
     * Makes the bars of this hue.
     *
     * @param degrees 0 is red, 120 green, 240 blue
     * @return this builder
     */
    public Builder hue(int degrees) {
      hue = Math.floorMod(degrees, 360);
      return this;
    }

    /**
     * Has the time of the n-th frame be n / fps seconds instead of the clock's: every session then
     * gives the same JPEGs, byte for byte.
     *
     * @param value false, as by default, for the clock's time
     * @return this builder
     */
    public Builder deterministic(boolean value) {
      deterministic = value;
      return this;
    }

    /** {@return a source with these values} */
    public TestPatternSource build() {
      return new TestPatternSource(this);
    }
  }

  /**
   * Reads a frame's number (modulo 2<sup>24</sup>) out of its picture, which may have been scaled
   * down to 320 pixels and compressed. Frames of a session count from 0.
   *
   * <p>The number stands along the lower edge, in a strip of a twelfth of the height and 28 cells
   * of equal width, white for 1 and black for 0: 1, 0, then 24 bits beginning with the highest, a
   * bit that makes the ones among these 25 even in number, and 1.
   *
   * @param picture read only
   * @return the number, or -1 if the picture has none that can be read
   */
  public static int readNumber(BufferedImage picture) {
    return NumberStrip.read(picture);
  }

  @Override
  public FrameSession open() {
    return new Session(this);
  }

  @Override
  public FrameSession open(SessionContext context) throws SourceException {
    if ((long) width * height > context.maxPixels()) {
      throw new SourceException(
          Kind.UNSUPPORTED, Pixels.tooMany(width, height, context.maxPixels()));
    }
    return open();
  }

  @Override
  public String description() {
    String rate = fps == Math.rint(fps) ? Long.toString((long) fps) : Double.toString(fps);
    return "test pattern " + width + "x" + height + "@" + rate;
  }

  @Override
  public String kind() {
    return "test pattern";
  }

  private static final class Session extends PacedSession {
    private final TestPatternSource source;
    private final SessionInfo info;
    private final TestPattern pattern;
    private final ImageIoEncoder encoder = new ImageIoEncoder();
    private final PixelWriter pixels = new PixelWriter();
    private int number = -1;
    private long takenNanos;
    private LocalTime takenAt = LocalTime.MIN;
    private boolean drawn;
    private BufferedImage picture;

    Session(TestPatternSource source) {
      super(source.fps, SessionContext.NONE);
      this.source = source;
      this.info =
          SessionInfo.builder()
              .codec("image")
              .size(source.width, source.height)
              .fps(source.fps)
              .build();
      this.pattern = new TestPattern(source.width, source.height, source.hue, source.label);
      this.picture = pattern.draw(0, "");
    }

    @Override
    Tick takePicture() {
      number++;
      takenNanos = System.nanoTime();
      takenAt =
          source.deterministic
              ? LocalTime.MIN.plusNanos((long) (number / source.fps * 1e9))
              : LocalTime.now(ZoneId.systemDefault());
      drawn = false;
      return Tick.NEW;
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
      encoder.encode(drawn(), rendition, slot);
      slot.capturedAt(takenNanos);
    }

    @Override
    public boolean writeRaw(Rendition rendition, FrameSlot slot) {
      pixels.write(drawn(), rendition, slot);
      slot.capturedAt(takenNanos);
      return true;
    }

    private BufferedImage drawn() {
      if (number < 0) {
        throw new IllegalStateException("no picture: advance() comes first");
      }
      if (!drawn) {
        picture = pattern.draw(number, time());
        drawn = true;
      }
      return picture;
    }

    private String time() {
      return String.format(
          Locale.ROOT,
          "%02d:%02d:%02d.%03d",
          takenAt.getHour(),
          takenAt.getMinute(),
          takenAt.getSecond(),
          takenAt.getNano() / 1_000_000);
    }

    @Override
    public SessionInfo info() {
      return info;
    }

    @Override
    public void close() {
      encoder.close();
    }
  }
}
