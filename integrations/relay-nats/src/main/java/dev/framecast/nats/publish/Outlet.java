package dev.framecast.nats.publish;

import dev.framecast.frame.Frame;
import dev.framecast.nats.wire.Clock;
import dev.framecast.nats.wire.FrameHeader;
import dev.framecast.nats.wire.Line;
import dev.framecast.nats.wire.Link;
import io.nats.client.Connection;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Sends frames, split where they are larger than the server takes. A picture for which there is no
 * room at the moment is left out, as a newer one is on its way; video waits for some. On the link's
 * sending thread.
 */
final class Outlet {
  private static final System.Logger LOG = System.getLogger("dev.framecast.nats.NatsPublisher");

  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private final Link link;
  private final Supplier<String> node;
  private final BooleanSupplier maySend;

  /** Until then video is not waited for either: there was no room for half a second just now. */
  private long fullUntil;

  private boolean full;

  private boolean tooLargeTold;

  /**
   * Of a node.
   *
   * @param node its name at this moment
   * @param maySend whether the node is the one that publishes, at this moment
   */
  Outlet(Link link, Supplier<String> node, BooleanSupplier maySend) {
    this.link = link;
    this.node = node;
    this.maySend = maySend;
  }

  /**
   * Sends a frame.
   *
   * @param after see {@link FrameHeader}
   * @param again whether it was sent before
   * @return false if it was left out
   */
  boolean send(String subject, Frame frame, long after, boolean again) {
    Connection connection = link.connection();
    if (connection == null
        || !hasRoom(Link.line(connection), frame.format().isVideo())
        || !maySend.getAsBoolean()) {
      return false;
    }
    FrameHeader first = FrameHeader.of(frame, node.get(), after);
    FrameHeader header = again ? first.again(Clock.micros()) : first;
    ByteBuffer bytes = frame.bytes();
    int most = (int) Link.mostBytes(connection);
    int parts = (bytes.remaining() + most - 1) / most;
    if (parts > FrameHeader.MOST_PARTS) {
      Level level = tooLargeTold ? Level.DEBUG : Level.WARNING;
      tooLargeTold = true;
      LOG.log(
          level,
          "a frame of {0} bytes is not sent: the server takes {1} bytes at once (max_payload)",
          frame.size(),
          connection.getMaxPayload());
      return false;
    }
    try {
      for (int i = 0; i < parts; i++) {
        byte[] data = new byte[Math.min(most, bytes.remaining())]; // jnats keeps it
        bytes.get(data);
        Link.publish(connection, subject, null, header.part(i, parts).headers(), data);
      }
    } catch (IllegalStateException | IllegalArgumentException e) {
      return false; // the connection was lost in this moment, or another server takes less
    }
    return parts > 0;
  }

  /** One camera's video may wait; if all did in turn, each would wait for all others. */
  private boolean hasRoom(Line line, boolean waits) {
    long begun = System.nanoTime();
    full &= begun - fullUntil < 0;
    for (long now = begun; !line.hasRoom(now); now = System.nanoTime()) {
      if (!waits
          || full
          || now - begun > LONGEST_WAIT_NANOS
          || Thread.currentThread().isInterrupted()) {
        if (waits && !full) {
          full = true;
          fullUntil = now + LONGEST_WAIT_NANOS;
        }
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }
}
