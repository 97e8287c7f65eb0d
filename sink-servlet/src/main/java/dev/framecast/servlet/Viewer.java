package dev.framecast.servlet;

import dev.framecast.stream.Delivery;
import dev.framecast.stream.SharedFrame;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;

/**
 * One viewer's stream, from the response's header to the end of the connection: writes what its
 * {@link Delivery} says. Confined to the {@link FrameThread}.
 */
final class Viewer extends ResponseWriter implements Delivery.Outlet<PartBytes> {
  private final Delivery<PartBytes> delivery;

  /** Whether the stream's beginning has been written: the header goes with it. */
  private boolean opened;

  /** Whether the delivery is asked already, and need not have the response pumped. */
  private boolean asking;

  Viewer(
      FrameThread thread,
      AsyncContext async,
      ServletOutputStream out,
      Delivery<PartBytes> delivery) {
    super(thread, async, out);
    this.delivery = delivery;
  }

  @Override
  void begun() {
    delivery.begin(this);
  }

  @Override
  public boolean isFree() {
    return isIdle();
  }

  @Override
  public void send(SharedFrame<PartBytes> frame, PartBytes part) {
    put(frame, part);
    if (!asking) {
      pump();
    }
  }

  @Override
  void idle() {
    if (!opened) {
      opened = true;
      put(null, PartBytes.opening(delivery.opening()));
      return;
    }
    asking = true;
    delivery.next();
    asking = false;
  }

  @Override
  void rested(long now, long nanos) {
    delivery.look(now);
    if (nanos >= thread.options().probe().toNanos()) {
      delivery.again();
    }
  }

  @Override
  void left() {
    delivery.close();
  }
}
