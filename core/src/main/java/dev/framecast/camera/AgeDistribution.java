package dev.framecast.camera;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How old live frames were when they had been sent to viewers: from the moment at which the picture
 * was taken (or reached this machine) to that at which the last byte was in the viewer's socket.
 * Counted in buckets from the camera's creation on. Immutable; made by {@link
 * CameraStatus#deliveryAges()}.
 */
public final class AgeDistribution {
  /**
   * What each bucket but the last goes up to, inclusive: 5 ms to 10 s. The last one has all that is
   * older.
   */
  public static final List<Duration> BOUNDS =
      List.of(
          Duration.ofMillis(5),
          Duration.ofMillis(10),
          Duration.ofMillis(25),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(250),
          Duration.ofMillis(500),
          Duration.ofMillis(1_000),
          Duration.ofMillis(2_500),
          Duration.ofMillis(5_000),
          Duration.ofMillis(10_000));

  /** Nothing was sent so far. */
  public static final AgeDistribution NONE =
      new AgeDistribution(new long[BOUNDS.size() + 1], new long[BOUNDS.size() + 1]);

  private final long[] counts;
  private final long[] nanos;

  /**
   * Begins with a count for each bucket, and the sum of the ages that were counted in it.
   *
   * @param counts frames; copied
   * @param nanos the sums, in nanoseconds; copied
   * @throws IllegalArgumentException unless both have one more value than there are {@link #BOUNDS}
   */
  public AgeDistribution(long[] counts, long[] nanos) {
    this.counts = checked("counts", counts);
    this.nanos = checked("nanos", nanos);
  }

  private static long[] checked(String name, long[] values) {
    Objects.requireNonNull(values, name);
    if (values.length != BOUNDS.size() + 1) {
      throw new IllegalArgumentException(
          name + ": " + values.length + " values; must be " + (BOUNDS.size() + 1));
    }
    return values.clone();
  }

  /** {@return how many buckets there are: one more than {@link #BOUNDS}} */
  public int buckets() {
    return counts.length;
  }

  /**
   * {@return how many frames are in that bucket, and in none below it}
   *
   * @param bucket 0 for the first
   * @throws IndexOutOfBoundsException unless it is 0 to {@link #buckets()} - 1
   */
  public long count(int bucket) {
    return counts[Objects.checkIndex(bucket, counts.length)];
  }

  /**
   * {@return the ages of that bucket's frames together, in nanoseconds}
   *
   * @param bucket 0 for the first
   */
  public long nanos(int bucket) {
    return nanos[Objects.checkIndex(bucket, nanos.length)];
  }

  /** {@return how many frames there are in all} */
  public long count() {
    return sum(counts);
  }

  /** {@return the ages of all frames together, in nanoseconds} */
  public long nanos() {
    return sum(nanos);
  }

  private static long sum(long[] values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }

  @Override
  public String toString() {
    long count = count();
    return count
        + " frames"
        + (count == 0 ? "" : ", " + nanos() / count / 1_000 + " us on average");
  }
}
