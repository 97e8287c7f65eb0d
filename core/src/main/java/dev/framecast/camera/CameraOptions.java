package dev.framecast.camera;

import dev.framecast.frame.Ladder;
import dev.framecast.jpeg.Crop;
import dev.framecast.jpeg.Turn;
import dev.framecast.source.SessionContext;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;

/**
 * How a camera is looked after. Immutable; {@link #DEFAULT} suits most cameras.
 *
 * <pre>{@code
 * CameraOptions options =
 *     CameraOptions.builder().name("Front door").linger(Duration.ofMinutes(1)).build();
 * cameras.add("door", source, options);
 * }</pre>
 */
public final class CameraOptions {
  /** What a {@link Builder} begins with. */
  public static final CameraOptions DEFAULT = builder().build();

  /** A hundred years, which still can be counted in nanoseconds twice over. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final int MOST_TAGS = 32;
  private static final int LONGEST_TAG = 200;

  /** Of these options alone: nobody changes it. */
  private final Builder values;

  private CameraOptions(Builder from) {
    values = from.copy();
  }

  /** {@return a builder with the defaults, which each of its methods names} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return a builder with these options} */
  public Builder toBuilder() {
    return values.copy();
  }

  /** {@return what people read, or empty for the id: see {@link Builder#name}} */
  public String name() {
    return values.name;
  }

  /** {@return what rules of access may go by: see {@link Builder#tags}} */
  public Set<String> tags() {
    return values.tags;
  }

  /** {@return whether it is kept connected while nobody watches: see {@link Builder#alwaysOn}} */
  public boolean alwaysOn() {
    return values.alwaysOn;
  }

  /** {@return how long it stays connected without viewers: see {@link Builder#linger}} */
  public Duration linger() {
    return values.linger;
  }

  /**
   * {@return the time without a picture after which it counts as stalled: see {@link
   * Builder#stallAfter}}
   */
  public Duration stallAfter() {
    return values.stallAfter;
  }

  /**
   * {@return the time without a picture after which it is given up: see {@link
   * Builder#reconnectAfter}}
   */
  public Duration reconnectAfter() {
    return values.reconnectAfter;
  }

  /** {@return the bound on the time to a first picture: see {@link Builder#connectTimeout}} */
  public Duration connectTimeout() {
    return values.connectTimeout;
  }

  /** {@return the wait after the first failure: see {@link Builder#backoff}} */
  public Duration backoffMin() {
    return values.backoffMin;
  }

  /** {@return the longest wait between attempts: see {@link Builder#backoff}} */
  public Duration backoffMax() {
    return values.backoffMax;
  }

  /**
   * {@return the longest wait where trying again hardly helps: see {@link Builder#backoffRefused}}
   */
  public Duration backoffRefused() {
    return values.backoffRefused;
  }

  /** {@return the sizes and qualities that viewers can have: see {@link Builder#ladder}} */
  public Ladder ladder() {
    return values.ladder;
  }

  /** {@return the bound on renditions made at a time: see {@link Builder#maxRenditions}} */
  public int maxRenditions() {
    return values.maxRenditions;
  }

  /** {@return the bound on a picture's width times height: see {@link Builder#maxPixels}} */
  public long maxPixels() {
    return values.maxPixels;
  }

  /** {@return by how much pictures are rotated: see {@link Builder#rotate}} */
  public Rotation rotation() {
    return values.rotation;
  }

  /** {@return how pictures are mirrored: see {@link Builder#flip}} */
  public Flip flip() {
    return values.flip;
  }

  /** {@return which part of pictures is seen: see {@link Builder#crop}} */
  public Crop crop() {
    return values.crop;
  }

  /** {@return what is written into pictures: see {@link Builder#timeStamp}} */
  public TimeStamp timeStamp() {
    return values.timeStamp;
  }

  /**
   * {@return whether the camera's own video is handed on: not where pictures are rotated by a
   * number of degrees, flipped, cropped or written on, which video is not}
   */
  public boolean handsOnVideo() {
    return turn() == Turn.NONE && crop().isWhole() && timeStamp().isNone();
  }

  /** {@return rotation and flip as one; of {@link Rotation#AUTO} the flip alone} */
  public Turn turn() {
    return rotation().turn().then(flip().turn());
  }

  /** Collects options. Not safe for use by several threads. Durations are at most 100 years. */
  public static final class Builder {
    private String name = "";
    private Set<String> tags = Set.of();
    private boolean alwaysOn;
    private Duration linger = Duration.ofSeconds(10);
    private Duration stallAfter = Duration.ofMillis(1_500);
    private Duration reconnectAfter = Duration.ofSeconds(6);
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration backoffMin = Duration.ofMillis(250);
    private Duration backoffMax = Duration.ofMillis(1_500);
    private Duration backoffRefused = Duration.ofSeconds(15);
    private Ladder ladder = Ladder.DEFAULT;
    private int maxRenditions = 6;
    private long maxPixels = SessionContext.DEFAULT_MAX_PIXELS;
    private Rotation rotation = Rotation.NONE;
    private Flip flip = Flip.NONE;
    private Crop crop = Crop.WHOLE;
    private TimeStamp timeStamp = TimeStamp.NONE;

    private Builder() {}

    private Builder copy() {
      Builder copy = new Builder();
      copy.name = name;
      copy.tags = tags;
      copy.alwaysOn = alwaysOn;
      copy.linger = linger;
      copy.stallAfter = stallAfter;
      copy.reconnectAfter = reconnectAfter;
      copy.connectTimeout = connectTimeout;
      copy.backoffMin = backoffMin;
      copy.backoffMax = backoffMax;
      copy.backoffRefused = backoffRefused;
      copy.ladder = ladder;
      copy.maxRenditions = maxRenditions;
      copy.maxPixels = maxPixels;
      copy.rotation = rotation;
      copy.flip = flip;
      copy.crop = crop;
      copy.timeStamp = timeStamp;
      return copy;
    }

    /**
     * Sets what people read; an empty text, as by default, for the id.
     *
     * @param value the name
     * @return this builder
     */
    public Builder name(String value) {
      name = Objects.requireNonNull(value, "name");
      return this;
    }

    /**
     * Sets words that an app's own rules go by, such as those of who may see the camera: none.
     * framecast does nothing with them but to hand them on where it hands on the camera, so that
     * the rules are the same there.
     *
     * @param value 32 at most, of 1 to 200 characters each; copied
     * @return this builder
     * @throws IllegalArgumentException when there are more, or one is empty or longer
     */
    public Builder tags(Collection<String> value) {
      Set<String> all = Set.copyOf(Objects.requireNonNull(value, "tags"));
      if (all.size() > MOST_TAGS) {
        throw new IllegalArgumentException(all.size() + " tags: must be " + MOST_TAGS + " at most");
      }
      for (String tag : all) {
        if (tag.isEmpty() || tag.length() > LONGEST_TAG) {
          throw new IllegalArgumentException(
              "tag \"" + tag + "\": must have 1 to " + LONGEST_TAG + " characters");
        }
      }
      tags = all;
      return this;
    }

    /**
     * Sets whether the camera is kept connected while nobody watches, so that the first picture
     * comes at once. By default it is not.
     *
     * @param value true to keep it connected
     * @return this builder
     */
    public Builder alwaysOn(boolean value) {
      alwaysOn = value;
      return this;
    }

    /**
     * Sets how long the connection is kept when the last viewer has left: 10 s.
     *
     * @param value zero or more
     * @return this builder
     */
    public Builder linger(Duration value) {
      linger = notNegative("linger", value);
      return this;
    }

    /**
     * Without a picture for that long, and for three times the camera's usual (or promised)
     * interval, a camera counts as stalled: 1.5 s.
     *
     * @param value more than zero
     * @return this builder
     */
    public Builder stallAfter(Duration value) {
      stallAfter = positive("stallAfter", value);
      return this;
    }

    /**
     * Without a picture for that long, but at least twice the stall time, a connection is given up:
     * 6 s.
     *
     * @param value more than zero
     * @return this builder
     */
    public Builder reconnectAfter(Duration value) {
      reconnectAfter = positive("reconnectAfter", value);
      return this;
    }

    /**
     * Without a first picture for that long an attempt is given up: 10 s.
     *
     * @param value more than zero
     * @return this builder
     */
    public Builder connectTimeout(Duration value) {
      connectTimeout = positive("connectTimeout", value);
      return this;
    }

    /**
     * Sets the waits between attempts: after the first failure 0.25 s; twice as long after each
     * further one, up to 1.5 s.
     *
     * @param first more than zero
     * @param longest as long as the first, or longer
     * @return this builder
     * @throws IllegalArgumentException when the first is longer than the longest
     */
    public Builder backoff(Duration first, Duration longest) {
      positive("backoffMin", first);
      positive("backoffMax", longest);
      if (longest.compareTo(first) < 0) {
        throw new IllegalArgumentException(
            "backoffMax " + longest + ": must be at least backoffMin, " + first);
      }
      backoffMin = first;
      backoffMax = longest;
      return this;
    }

    /**
     * Sets the longest wait where trying again hardly helps, such as no such stream: 15 s. After a
     * wrong password the first wait is that long.
     *
     * @param value more than zero
     * @return this builder
     */
    public Builder backoffRefused(Duration value) {
      backoffRefused = positive("backoffRefused", value);
      return this;
    }

    /**
     * Sets the sizes and qualities that viewers can have: {@link Ladder#DEFAULT}.
     *
     * @param value the steps, of which {@link Ladder#snap} takes the next above
     * @return this builder
     */
    public Builder ladder(Ladder value) {
      ladder = Objects.requireNonNull(value, "ladder");
      return this;
    }

    /**
     * Sets how many renditions are made beside the camera's own at a time: 6. Whoever asks for one
     * more is given the nearest JPEG that is in use. Raw ones count, but are always made: they are
     * asked for by the app itself, not by viewers.
     *
     * @param value 1 to 1000
     * @return this builder
     */
    public Builder maxRenditions(int value) {
      if (value < 1 || value > 1_000) {
        throw new IllegalArgumentException("maxRenditions " + value + ": must be 1 to 1000");
      }
      maxRenditions = value;
      return this;
    }

    /**
     * Sets the most pixels that a picture may have: those of an 8K one. Larger ones are dropped.
     *
     * @param value width times height
     * @return this builder
     */
    public Builder maxPixels(long value) {
      if (value < 1) {
        throw new IllegalArgumentException("maxPixels " + value + ": must be 1 or more");
      }
      maxPixels = value;
      return this;
    }

    /**
     * Sets by how much all pictures of the camera are rotated: not at all. Width and height are
     * then those of the rotated picture, wherever they are told or asked for. The camera's own
     * video is not handed on, but shown as JPEGs.
     *
     * @param value clockwise
     * @return this builder
     */
    public Builder rotate(Rotation value) {
      rotation = Objects.requireNonNull(value, "rotate");
      return this;
    }

    /**
     * Sets how all pictures of the camera are mirrored, after they were rotated: not at all. The
     * camera's own video is then not handed on, but shown as JPEGs.
     *
     * @param value which sides change places
     * @return this builder
     */
    public Builder flip(Flip value) {
      flip = Objects.requireNonNull(value, "flip");
      return this;
    }

    /**
     * Sets the text, with the time when each was taken, that is written into all pictures of the
     * camera, in the upper left corner of what is seen: none. Light on dark, in a size that goes
     * with the picture's, in the time zone of this JVM. JPEGs that are passed through lose nothing
     * beside it. The camera's own video is then not handed on, but shown as JPEGs.
     *
     * @param value of a pattern
     * @return this builder
     */
    public Builder timeStamp(TimeStamp value) {
      timeStamp = Objects.requireNonNull(value, "timeStamp");
      return this;
    }

    /**
     * Sets which part of all pictures of the camera is seen: the whole. The part is of the picture
     * once it is rotated and flipped, and width and height are the part's, wherever they are told
     * or asked for. Of JPEGs that are passed through up to a unit of theirs more may be seen at
     * each side: 16 pixels, or 32. The camera's own video is then not handed on, but shown as
     * JPEGs.
     *
     * @param value in fractions of the picture's sides
     * @return this builder
     */
    public Builder crop(Crop value) {
      crop = Objects.requireNonNull(value, "crop");
      return this;
    }

    /** {@return options with these values} */
    public CameraOptions build() {
      return new CameraOptions(this);
    }

    private static Duration notNegative(String what, Duration value) {
      Objects.requireNonNull(value, what);
      if (value.isNegative() || value.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            what + " " + value + ": must be 0 to " + LONGEST.toDays() + " days");
      }
      return value;
    }

    private static Duration positive(String what, Duration value) {
      if (notNegative(what, value).isZero()) {
        throw new IllegalArgumentException(what + " " + value + ": must be more than 0");
      }
      return value;
    }
  }
}
