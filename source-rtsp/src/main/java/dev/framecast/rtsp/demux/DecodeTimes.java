package dev.framecast.rtsp.demux;

/**
 * When pictures are to be decoded, which RTP does not say: it tells when they are shown, and that
 * is another order where there are B frames. What is decoded then is the picture that would be
 * shown if so many more had come as are ever overtaken. Confined to the session's thread.
 */
final class DecodeTimes {
  /** As many as decoders may hold back. */
  private static final int KEPT = 17;

  /** A second; such a step backwards is no reordering. */
  private static final long JUMP = 90_000;

  private final long[] sorted = new long[KEPT];
  private int count;
  private int depth;
  private long latest;

  /** The time for the next picture, in decoding order; never before the last, unless it jumps. */
  long of(long shown) {
    if (count > 0 && Math.abs(shown - sorted[count - 1]) > JUMP) {
      count = 0;
    }
    boolean begins = count == 0;
    if (count == KEPT) {
      System.arraycopy(sorted, 1, sorted, 0, KEPT - 1);
      count--;
    }
    int at = count;
    while (at > 0 && sorted[at - 1] > shown) {
      sorted[at] = sorted[at - 1];
      at--;
    }
    sorted[at] = shown;
    depth = Math.max(depth, count - at);
    count++;
    long time = sorted[Math.max(0, count - 1 - depth)];
    latest = begins ? time : Math.max(time, latest);
    return latest;
  }
}
