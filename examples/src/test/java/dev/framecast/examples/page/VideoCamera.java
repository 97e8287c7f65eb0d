package dev.framecast.examples.page;

import java.util.concurrent.TimeUnit;

/**
 * A camera of {@link VideoServer}: plays a clip, always on, whoever watches. All is immutable or
 * volatile; any thread.
 */
final class VideoCamera {
  private static final long MICROS = TimeUnit.SECONDS.toMicros(1);

  private final String id;
  private volatile Playing playing;
  private volatile String codec = "";
  private volatile Damage damage = (sequence, unit) -> unit;

  /** Changes what is sent. */
  interface Damage {
    byte[] of(long sequence, byte[] unit);
  }

  /** What is played since when, and which epoch this is. */
  private record Playing(VideoClip clip, double fps, long first, long begin, int epoch) {
    long sequenceAt(long micros) {
      return first + (long) Math.floor((micros - begin) * fps / MICROS);
    }

    long micros(long sequence) {
      return begin + (long) Math.ceil((sequence - first) * MICROS / fps);
    }

    int index(long sequence) {
      return (int) ((sequence - first) % clip.count());
    }
  }

  /** One picture, as a unit of video. */
  record Unit(VideoClip clip, long sequence, int index, long micros, int epoch, String codec) {
    boolean isKey() {
      return index == 0;
    }
  }

  VideoCamera(String id, VideoClip clip, double fps) {
    this.id = id;
    playing = new Playing(clip, fps, 1, nowMicros(), 1);
  }

  static long nowMicros() {
    long nanos = System.nanoTime();
    return Clock.BEGIN_MICROS + (nanos - Clock.BEGIN_NANOS) / 1_000;
  }

  /** One clock that never goes back. */
  private static final class Clock {
    static final long BEGIN_NANOS = System.nanoTime();
    static final long BEGIN_MICROS = System.currentTimeMillis() * 1_000;
  }

  String id() {
    return id;
  }

  double fps() {
    return playing.fps;
  }

  VideoClip clip() {
    return playing.clip;
  }

  /** Plays another clip from now on, over the same connection or another. */
  void play(VideoClip clip, boolean newEpoch) {
    Playing now = playing;
    long next = newest() + 1;
    playing = new Playing(clip, now.fps, next, nowMicros(), now.epoch + (newEpoch ? 1 : 0));
  }

  /** Is said to be of that codec from now on; its own where it is empty. */
  void codec(String name) {
    codec = name;
  }

  void damage(Damage how) {
    damage = how;
  }

  /** The newest picture's number. */
  long newest() {
    return playing.sequenceAt(nowMicros());
  }

  /** The number of the key frame that a picture builds on. */
  long keyOf(long sequence) {
    Playing now = playing;
    return sequence < now.first ? now.first : sequence - now.index(sequence);
  }

  /** When that picture is taken. */
  long micros(long sequence) {
    return playing.micros(sequence);
  }

  /** The picture of that number, or the next that there is of the clip that is played now. */
  Unit unit(long sequence) {
    Playing now = playing;
    long number = Math.max(sequence, now.first);
    int index = now.index(number);
    String name = codec.isEmpty() ? now.clip.codec() : codec;
    return new Unit(now.clip, number, index, now.micros(number), now.epoch, name);
  }

  /** What is sent of it. */
  byte[] body(Unit unit) {
    return damage.of(unit.sequence(), unit.clip().unit(unit.index()));
  }
}
