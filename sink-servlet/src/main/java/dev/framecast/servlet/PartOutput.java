package dev.framecast.servlet;

import dev.framecast.servlet.container.Container;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one part after the other to a response, a slice at each step. Slices, because a container
 * that cannot get rid of one keeps a copy of what is left of it (Tomcat), and because a slow viewer
 * shows that it is alive by taking one. A viewer that took the part before without a wait gets long
 * ones: each costs a call of the system.
 */
final class PartOutput {
  private static final int SLICE_BYTES = 64 * 1024;

  /** About what a send buffer of 128 KiB takes (Linux makes it twice as long). */
  private static final int LONG_SLICE_BYTES = 256 * 1024;

  private final ServletOutputStream out;
  private final Container.Writing writing;

  /** A view; where it is written as it is, it is the container's until it is ready again. */
  private @Nullable ByteBuffer part;

  private int offset;
  private int end;
  private int sliceBytes;

  /**
   * Also as long as the viewer is not known: a slow one could seem to take nothing of a long one.
   */
  private boolean waited = true;

  private boolean unflushed;

  PartOutput(ServletOutputStream out, Container.Writing writing) {
    this.out = out;
    this.writing = writing;
  }

  /** The container could not get rid of what it was given. */
  void waits() {
    waited = true;
    sliceBytes = Math.min(sliceBytes, SLICE_BYTES);
  }

  /** That part is next, from its position to its limit. */
  void begin(ByteBuffer next) {
    part = next.duplicate();
    offset = next.position();
    end = next.limit();
    int longest = waited ? SLICE_BYTES : LONG_SLICE_BYTES;
    sliceBytes = writing.flushedSliceBytes() > 0 ? writing.flushedSliceBytes() : longest;
    waited = false;
    unflushed = offset == end; // a header alone
  }

  /**
   * One write or flush, for which the output must be ready.
   *
   * @return false when there was nothing to do: all is written, and all of it is taken
   */
  boolean step() throws IOException {
    if (unflushed) {
      // Tomcat keeps the last kilobytes back until it is told.
      unflushed = false;
      out.flush();
      return true;
    }
    ByteBuffer from = part;
    if (from == null || offset == end) {
      part = null;
      return false;
    }
    write(from, Math.min(sliceBytes, end - offset));
    return true;
  }

  private void write(ByteBuffer from, int length) throws IOException {
    int start = offset;
    offset += length;
    boolean isLast = offset == end;
    MethodHandle buffers = writing.buffers();
    if (buffers != null) {
      unflushed = isLast && length <= writing.keptBytes();
      write(buffers, from.limit(offset).position(start));
      return;
    }
    unflushed = isLast || writing.flushedSliceBytes() > 0;
    if (from.hasArray()) {
      out.write(from.array(), from.arrayOffset() + start, length);
    } else {
      byte[] slice = new byte[length]; // the container's until it is ready again
      from.get(start, slice);
      out.write(slice, 0, length);
    }
  }

  private void write(MethodHandle buffers, ByteBuffer bytes) throws IOException {
    try {
      buffers.invokeExact(out, bytes);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }
}
