package dev.framecast.servlet;

import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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

  private static final MethodType WRITE =
      MethodType.methodType(void.class, ServletOutputStream.class, ByteBuffer.class);

  /**
   * How an output of that class is given a ByteBuffer, if it has a way of its own. In the API since
   * Servlet 6.1, where it copies unless overridden; Jetty and Tomcat have had it for longer.
   */
  private static final ClassValue<MethodHandle[]> WRITES =
      new ClassValue<>() {
        @Override
        protected MethodHandle[] computeValue(Class<?> type) {
          try {
            Class<?> declaring = type.getMethod("write", ByteBuffer.class).getDeclaringClass();
            if (declaring == ServletOutputStream.class || isUnsafe(declaring)) {
              return new MethodHandle[0];
            }
            MethodType signature = MethodType.methodType(void.class, ByteBuffer.class);
            Class<?> known = hasInApi(signature) ? ServletOutputStream.class : declaring;
            return new MethodHandle[] {
              MethodHandles.publicLookup().findVirtual(known, "write", signature).asType(WRITE)
            };
          } catch (ReflectiveOperationException e) {
            return new MethodHandle[0];
          }
        }
      };

  private final ServletOutputStream out;
  private final boolean flushesSlices;
  private final @Nullable MethodHandle write;

  private @Nullable PartBytes part;
  private int sliceBytes;

  /**
   * Also as long as the viewer is not known: a slow one could seem to take nothing of a long one.
   */
  private boolean waited = true;

  private int step;
  private int offset;
  private boolean unflushed;

  /**
   * @param flushesSlices whether each slice is flushed, see {@link TomcatBuffer}
   */
  PartOutput(ServletOutputStream out, boolean flushesSlices) {
    this.out = out;
    this.flushesSlices = flushesSlices;
    MethodHandle[] found = WRITES.get(out.getClass());
    this.write = found.length == 0 ? null : found[0];
  }

  /**
   * Undertow's has its I/O thread go on with what is left of a buffer before write() has returned.
   * The isReady() that must follow then wakes that thread once more, which may say "ready" while
   * bytes are waiting, and frames get mixed (seen with 2.3.20). Its arrays wait for isReady().
   */
  private static boolean isUnsafe(Class<?> output) {
    return output.getName().startsWith("io.undertow.");
  }

  private static boolean hasInApi(MethodType signature) {
    try {
      return ServletOutputStream.class.getMethod("write", signature.parameterType(0)) != null;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /** The container could not get rid of what it was given. */
  void waits() {
    waited = true;
    sliceBytes = Math.min(sliceBytes, SLICE_BYTES);
  }

  /** That part is next. */
  void begin(PartBytes next) {
    part = next;
    int longest = waited ? SLICE_BYTES : LONG_SLICE_BYTES;
    sliceBytes = flushesSlices ? TomcatBuffer.SLICE_BYTES : longest;
    waited = false;
    step = 0;
    offset = 0;
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
    PartBytes writing = part;
    if (writing == null) {
      return false;
    }
    if (write == null) {
      array(writing.whole());
    } else {
      pieces(writing, write);
    }
    return true;
  }

  private void array(byte[] bytes) throws IOException {
    int length = Math.min(sliceBytes, bytes.length - offset);
    int from = offset;
    offset += length;
    if (offset == bytes.length) {
      written();
    } else {
      unflushed = flushesSlices;
    }
    out.write(bytes, from, length);
  }

  private void pieces(PartBytes writing, MethodHandle toBuffer) throws IOException {
    if (step == 0) {
      step = 1;
      if (writing.before.length > 0) {
        out.write(writing.before);
        return;
      }
    }
    int left = writing.jpeg.remaining() - offset;
    if (left > 0) {
      // A view for each write: the container may go on reading it.
      ByteBuffer slice =
          writing.jpeg.slice(writing.jpeg.position() + offset, Math.min(sliceBytes, left));
      offset += slice.remaining();
      if (offset < writing.jpeg.remaining()) {
        unflushed = flushesSlices;
      } else if (writing.after.length == 0) {
        written();
      }
      call(toBuffer, slice);
      return;
    }
    written();
    out.write(writing.after);
  }

  private void written() {
    part = null;
    unflushed = true;
  }

  private void call(MethodHandle toBuffer, ByteBuffer bytes) throws IOException {
    try {
      toBuffer.invokeExact(out, bytes);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }
}
