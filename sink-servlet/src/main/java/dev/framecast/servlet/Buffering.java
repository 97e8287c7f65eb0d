package dev.framecast.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;

/**
 * What a container keeps back of what it is given, until it is told to flush.
 *
 * @param flushesSlices whether each slice is flushed, see {@link TomcatBuffer}
 * @param keptBytes how much may be kept back of a write: a longer one needs no flush
 */
record Buffering(boolean flushesSlices, int keptBytes) {

  /** Of any container that we do not know. */
  static final Buffering UNKNOWN = new Buffering(false, Integer.MAX_VALUE);

  static Buffering of(AsyncContext async, ServletOutputStream out) {
    if (TomcatBuffer.isUsed(async.getRequest().getServletContext())) {
      return new Buffering(true, Integer.MAX_VALUE);
    }
    // By class, because a filter's wrapper may keep what it likes. Jetty's own keeps nothing of a
    // ByteBuffer that does not fit into its buffer; a flush for nothing costs it 250 bytes.
    return out.getClass().getName().startsWith("org.eclipse.jetty.")
        ? new Buffering(false, async.getResponse().getBufferSize())
        : UNKNOWN;
  }
}
