package dev.framecast.nats.wire;

import io.nats.client.Dispatcher;
import io.nats.client.MessageHandler;
import io.nats.client.Subscription;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A subject that is listened to until this is closed, by whichever connection there is. All methods
 * may be called from any thread, and block for a moment at the most: while much waits to be sent.
 */
public final class Subscribed implements AutoCloseable {
  private final String subject;
  private final MessageHandler handler;
  private final Owner owner;

  // Guarded by this.
  private @Nullable Dispatcher dispatcher;
  private @Nullable Subscription subscription;
  private boolean closed;

  /**
   * Whose it is.
   *
   * @param present where subscriptions are made at the moment; null while there is no connection
   * @param onFailed is told by which one nothing could be asked for
   * @param onClose is told when this is closed
   */
  record Owner(
      Supplier<@Nullable Dispatcher> present,
      Consumer<Dispatcher> onFailed,
      Consumer<Subscribed> onClose) {}

  Subscribed(String subject, MessageHandler handler, Owner owner) {
    this.subject = subject;
    this.handler = handler;
    this.owner = owner;
  }

  /** Listens by the present connection from here on. Idempotent. */
  void open() {
    Dispatcher failed = null;
    synchronized (this) {
      // Asked here, or a thread that was held up could put an old one in the place of the new one.
      Dispatcher present = owner.present().get();
      if (closed || present == null || present == dispatcher) {
        return;
      }
      dispatcher = present;
      subscription = null;
      try {
        subscription = present.subscribe(subject, handler);
      } catch (IllegalStateException e) {
        failed = present; // closed in this moment, or so much waits that the server is not asked
      }
    }
    if (failed != null) {
      owner.onFailed().accept(failed);
    }
  }

  @Override
  public void close() {
    Dispatcher failed = null;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      Dispatcher open = dispatcher;
      if (open != null && subscription != null) {
        try {
          open.unsubscribe(subscription);
        } catch (IllegalStateException e) {
          failed = open; // the same; what is not wanted would come for ever
        }
      }
    }
    owner.onClose().accept(this);
    if (failed != null) {
      owner.onFailed().accept(failed);
    }
  }
}
