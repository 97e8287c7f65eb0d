package dev.framecast.servlet;

/**
 * What a container keeps back of what it is given, until it is told to flush, and in which form it
 * is given.
 *
 * @param flushesSlices whether each slice is flushed
 * @param keptBytes how much may be kept back of a write: a longer one needs no flush
 * @param arraysOnly whether a ByteBuffer must not be written, though there is a way to
 */
record Buffering(boolean flushesSlices, int keptBytes, boolean arraysOnly) {

  /** Of any container that we do not know. */
  static final Buffering UNKNOWN = new Buffering(false, Integer.MAX_VALUE, false);

  /**
   * Makes Tomcat send a slice at once. What a write leaves in the buffer of Tomcat's socket, and
   * each one that gets there leaves something, waits for a round through its poller and a thread of
   * its pool; three of those a frame were half of what a viewer cost (measured). A slice that fits
   * into the response's buffer stays there, and the flush that follows sends it on the thread that
   * calls. What fits there is copied in any case, and an array for less.
   */
  static final Buffering TOMCAT = new Buffering(true, Integer.MAX_VALUE, true);

  /** Of Tomcat's; leaves room for what stands around a frame: a full buffer is sent by itself. */
  static final int FLUSHED_SLICE_BYTES = 60 * 1024;

  /**
   * Undertow's write of a ByteBuffer has its I/O thread go on with what is left of it before
   * write() has returned. The isReady() that must follow then wakes that thread once more, which
   * may say "ready" while bytes are waiting, and frames get mixed (seen with 2.3.20). Its arrays
   * wait for isReady().
   */
  static final Buffering UNDERTOW = new Buffering(false, Integer.MAX_VALUE, true);

  static Buffering jetty(int bufferBytes) {
    return new Buffering(false, bufferBytes, false);
  }
}
