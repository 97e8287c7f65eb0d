package dev.framecast.nats.wire;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.MessageHandler;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection to NATS, made anew whenever it was lost, and the two threads of what works by it:
 * the timer, on which all is decided and nothing waits for more than a moment, and the sender.
 *
 * <p>jnats could connect anew by itself. It then sends what has waited in its queue, which would be
 * old frames, and gives up for good when a login was refused twice. So each connection is a new one
 * here, and what is subscribed to is kept here.
 */
public final class Link implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.framecast.nats.NatsLink");
  private static final long FULL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int HEADERS_BYTES = 1_024;
  private static final long LOOK_MILLIS = 250;
  private static final Duration LONGEST_FLUSH = Duration.ofMillis(300);

  private final ScheduledThreadPoolExecutor timer;
  private final ScheduledThreadPoolExecutor looks;
  private final ExecutorService sender;
  private final Connector connector;
  private final Set<Subscribed> subscribed = ConcurrentHashMap.newKeySet();
  private final Set<Runnable> enders = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean refusalTold = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  private final Subscribed.Owner owner;

  /** Until then nothing is published: so much waited to be sent just now. */
  private volatile long fullUntil = System.nanoTime();

  /** Where subscriptions are made; null while there is no connection. */
  private volatile @Nullable Dispatcher dispatcher;

  /** The connection, once all that is listened to is subscribed to. */
  private volatile @Nullable Connection connection;

  /** Begins to connect. */
  public Link(Options.Builder options) {
    timer = new ScheduledThreadPoolExecutor(1, threads("framecast-nats-timer"));
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    looks = new ScheduledThreadPoolExecutor(1, threads("framecast-nats-awake"));
    looks.setRemoveOnCancelPolicy(true);
    sender = Executors.newSingleThreadExecutor(threads("framecast-nats-sender"));
    owner = new Subscribed.Owner(() -> dispatcher, this::failed, subscribed::remove);
    connector = new Connector(options, this::connected, this::lost);
    threads("framecast-nats-connect").newThread(connector).start();
  }

  private static ThreadFactory threads(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true); // an app that has ended otherwise is not kept alive by it
      return thread;
    };
  }

  private void connected(Connection made) {
    Dispatcher all = made.createDispatcher();
    dispatcher = all;
    subscribed.forEach(Subscribed::open);
    connection = made;
  }

  /** What could not be asked for there would be missing: the next connection asks for all. */
  private void failed(Dispatcher where) {
    if (where == dispatcher) {
      connector.giveUp("so much waits to be sent that nothing can be subscribed to");
    }
  }

  private void lost() {
    connection = null;
    dispatcher = null;
  }

  /** The connection if it is up at the moment. Any thread. */
  public @Nullable Connection connection() {
    Connection made = connection;
    return made != null && made.getStatus() == Connection.Status.CONNECTED ? made : null;
  }

  /** Why there is no connection, or what the server has refused since; null if nothing is wrong. */
  public @Nullable String problem() {
    return connector.problem();
  }

  /**
   * Listens to a subject by this connection and all that follow it, until that is closed. Any
   * thread.
   *
   * @param handler called by one thread for all subjects, so it must be quick
   */
  public Subscribed subscribe(String subject, MessageHandler handler) {
    Subscribed made = new Subscribed(subject, handler, owner);
    subscribed.add(made);
    made.open();
    return made;
  }

  /**
   * Publishes if that can be done now; returns whether it could. Any thread; blocks for {@link
   * Connector#LONGEST_PUSH} at the most, and not again and again.
   */
  public boolean publish(String subject, @Nullable String replyTo, Headed message) {
    Connection present = connection();
    if (present == null || System.nanoTime() - fullUntil < 0) {
      return false;
    }
    try {
      publish(present, subject, replyTo, message.headers(), message.body());
      return true;
    } catch (IllegalStateException e) {
      fullUntil = System.nanoTime() + FULL_NANOS; // or it was lost in this moment
      return false;
    } catch (IllegalArgumentException e) {
      boolean first = !refusalTold.getAndSet(true);
      LOG.log(first ? Level.WARNING : Level.DEBUG, "not published: {0}", e.getMessage());
      connector.refused("the server takes no messages of " + message.body().length + " bytes");
      return false; // the server takes no message of that size
    }
  }

  /**
   * Publishes by that connection.
   *
   * @throws IllegalStateException when it was lost, or too much waits
   * @throws IllegalArgumentException when the server takes no message of that size
   */
  public static void publish(
      Connection by, String subject, @Nullable String replyTo, Headers headers, byte[] body) {
    Line line = line(by);
    long size = Line.size(subject, replyTo, headers, body.length);
    line.gives(size);
    try {
      by.publish(subject, replyTo, headers, body);
    } catch (IllegalStateException | IllegalArgumentException e) {
      line.gives(-size);
      throw e;
    }
  }

  /** What the server takes at once, without what headers and the subject may take of it. */
  public static long mostBytes(Connection of) {
    return Math.max(1, of.getMaxPayload() - HEADERS_BYTES);
  }

  /** The same, of the present connection. */
  public long mostBytes() {
    Connection present = connection();
    return present == null ? Long.MAX_VALUE : mostBytes(present);
  }

  /** What waits for the socket of that connection. */
  public static Line line(Connection of) {
    return (Line) of.getStatistics(); // by which it was connected
  }

  /** Runs that on the one thread for all that takes no time; not at all once this is closed. */
  public void onTimer(Runnable task) {
    try {
      timer.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      // closed
    }
  }

  /** Runs that there after that time. */
  public void onTimer(long millis, Runnable task) {
    if (millis == 0) {
      onTimer(task);
      return;
    }
    try {
      ScheduledFuture<?> unused = timer.schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // closed
    }
  }

  /** Runs that there again and again, until it says that there is nothing more to do. */
  public void everyMillis(long millis, BooleanSupplier task) {
    onTimer(() -> repeat(millis, task));
  }

  private void repeat(long millis, BooleanSupplier task) {
    boolean goesOn = true;
    try {
      goesOn = task.getAsBoolean();
    } finally { // also when it has failed once
      if (goesOn) {
        onTimer(millis, () -> repeat(millis, task));
      }
    }
  }

  /**
   * Looks a few times a second until this is closed, on a thread that does nothing else: the timer
   * may have much to do, and that is no standstill.
   *
   * @return to be cancelled when nobody needs it any more
   * @throws IllegalStateException when this is closed
   */
  public Future<?> watch(StandStill standStill) {
    Runnable look =
        () -> {
          boolean unused = standStill.look(System.nanoTime(), StandStill.millis());
        };
    try {
      return looks.scheduleWithFixedDelay(look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("the link to NATS is closed", e);
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) { // or nothing would run there any more
      LOG.log(Level.ERROR, "the relay failed", e);
    }
  }

  /** Runs that where frames are sent, one after the other; not at all once this is closed. */
  public void send(Runnable task) {
    try {
      sender.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      // closed
    }
  }

  /** Has that run on the timer when this is closed, as the last that can still publish. */
  public void onClose(Runnable ender) {
    enders.add(ender);
    if (closed.get() && enders.remove(ender)) {
      ender.run(); // came too late for the timer
    }
  }

  /** What would have ended with this has ended before. */
  public void forget(Runnable ender) {
    enders.remove(ender);
  }

  /** Whether {@link #close()} was called. */
  public boolean isClosed() {
    return closed.get();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    onTimer(() -> enders.forEach(Link::run));
    timer.shutdown();
    try {
      boolean unused = timer.awaitTermination(1, TimeUnit.SECONDS);
      Connection present = connection();
      if (present != null) {
        present.flush(LONGEST_FLUSH); // what was said last
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | IllegalStateException e) {
      LOG.log(Level.DEBUG, "NATS was not told of the end", e);
    }
    timer.shutdownNow();
    looks.shutdownNow();
    sender.shutdownNow();
    connector.close();
  }
}
