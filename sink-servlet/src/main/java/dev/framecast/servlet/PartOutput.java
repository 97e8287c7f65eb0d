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
            if (declaring == ServletOutputStream.class) {
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
  private final Buffering buffering;
  private final @Nullable MethodHandle write;

  private @Nullable PartBytes part;

  /** Of the part, where the output takes a ByteBuffer: the container's until it is ready again. */
  private @Nullable ByteBuffer view;

  private int sliceBytes;

  /**
   * Also as long as the viewer is not known: a slow one could seem to take nothing of a long one.
   */
  private boolean waited = true;

  private int offset;
  private boolean unflushed;

  PartOutput(ServletOutputStream out, Buffering buffering) {
    this.out = out;
    this.buffering = buffering;
    MethodHandle[] found = WRITES.get(out.getClass());
    this.write = found.length == 0 || buffering.arraysOnly() ? null : found[0];
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
    // First, since memory may be short.
    view = write == null ? null : next.view();
    part = next;
    int longest = waited ? SLICE_BYTES : LONG_SLICE_BYTES;
    sliceBytes = buffering.flushesSlices() ? Buffering.FLUSHED_SLICE_BYTES : longest;
    waited = false;
    offset = 0;
    unflushed = next.size() == 0; // a header alone
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
    int left = writing.size() - offset;
    if (left == 0) {
      end(writing);
      return false;
    }
    slice(writing, Math.min(sliceBytes, left), left);
    return true;
  }

  private void slice(PartBytes writing, int length, int left) throws IOException {
    int from = offset;
    offset += length;
    ByteBuffer direct = view;
    MethodHandle toBuffer = write;
    if (direct == null || toBuffer == null) {
      unflushed = length == left || buffering.flushesSlices();
      out.write(writing.array(), from, length);
    } else {
      unflushed = length == left && length <= buffering.keptBytes();
      call(toBuffer, direct.limit(offset).position(from));
    }
  }

  /** Ready once more behind the last write: the view is ours again. */
  private void end(PartBytes written) {
    if (view != null) {
      written.giveBack(view);
    }
    view = null;
    part = null;
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
