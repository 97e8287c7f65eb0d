package dev.framecast.fuzz;

import java.io.ByteArrayInputStream;
import java.util.Random;

/** Bytes that come in pieces of random sizes. */
public final class PiecesStream extends ByteArrayInputStream {
  private final Random random;
  private final int largest;

  /** The same pieces for the same seed; a seed of 0: all at once. */
  public PiecesStream(byte[] bytes, int seed) {
    super(bytes);
    random = new Random(seed);
    largest = seed == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(seed % 2 == 0 ? 20 : 2_000);
  }

  @Override
  public synchronized int read(byte[] b, int offset, int count) {
    return super.read(b, offset, Math.min(count, 1 + random.nextInt(largest)));
  }

  @Override
  public synchronized int available() {
    return random.nextInt(3) == 0 ? 0 : super.available();
  }
}
