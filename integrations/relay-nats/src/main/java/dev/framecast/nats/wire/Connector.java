package dev.framecast.nats.wire;

import dev.framecast.internal.Secrets;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Connects, and whenever the connection was lost connects again. A thread of its own runs it. */
final class Connector implements Runnable {
  private static final System.Logger LOG = System.getLogger("dev.framecast.nats.NatsLink");

  private static final long RETRY_MILLIS = 250;
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /**
   * So often the server is asked whether it is there; jnats alone does not notice all that ends.
   */
  private static final long PING_MILLIS = 1_000;

  private static final Duration LONGEST_FLUSH = Duration.ofSeconds(1);

  /** After that time without an answer, and without anything that shows that frames go. */
  private static final long LONGEST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Of the system's: what is in it cannot be left out any more. */
  private static final int SEND_BUFFER = 256 * 1024;

  /** Small messages; frames are counted in bytes before they come here. */
  private static final int MOST_QUEUED = 2_000;

  /** For so long who has something to say waits if that is too much. */
  static final Duration LONGEST_PUSH = Duration.ofMillis(50);

  private static final int MOST_TOLD = 100;

  private final Options.Builder options;
  private final Consumer<Connection> onConnected;
  private final Runnable onLost;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** What the present connection was refused, and was told of. */
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  private volatile @Nullable Connection present;

  /** Counted down when the present connection has ended. */
  private volatile CountDownLatch ended = new CountDownLatch(1);

  /**
   * Why no connection could be made, which jnats says apart: one that it throws is of all servers.
   */
  private volatile @Nullable Throwable inTheWay;

  private volatile @Nullable String givenUp;
  private volatile @Nullable Thread thread;
  private volatile @Nullable String problem = "not connected yet";

  Connector(Options.Builder options, Consumer<Connection> onConnected, Runnable onLost) {
    this.onConnected = onConnected;
    this.onLost = onLost;
    this.options =
        options
            .connectionName("framecast")
            .maxReconnects(0)
            .reconnectBufferSize(0)
            .maxMessagesInOutgoingQueue(MOST_QUEUED)
            .writeQueuePushTimeout(LONGEST_PUSH)
            .connectionTimeout(CONNECT)
            .pingInterval(Duration.ofMillis(PING_MILLIS))
            .maxPingsOut(0) // any number: on a slow line they stand behind frames
            .sendBufferSize(SEND_BUFFER)
            .connectionListener(new Ends())
            .errorListener(new Problems());
    Options unused = this.options.build(); // refuses what contradicts itself
  }

  @Nullable String problem() {
    return problem;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      while (closed.getCount() > 0) {
        ended = new CountDownLatch(1);
        givenUp = null;
        connectOrFail();
        boolean unused = closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "the connection to NATS ends");
    }
  }

  /** Whatever goes wrong, the next connection may be better; without this there would be none. */
  private void connectOrFail() throws InterruptedException {
    try {
      connectAndWait();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.DEBUG, "the connection to NATS failed", e);
      failed(plain(e));
    }
  }

  private void connectAndWait() throws InterruptedException {
    Connection made;
    Line line = new Line();
    try {
      made = Nats.connect(options.statisticsCollector(line).build());
    } catch (IOException | RuntimeException e) { // also a login that cannot be read
      Throwable reason = inTheWay;
      failed(plain(e) + (reason == null ? "" : ": " + plain(reason)));
      return;
    }
    try {
      inTheWay = null;
      present = made;
      if (made.getStatus() != Connection.Status.CONNECTED) {
        ended.countDown(); // before it was listened to
      }
      problem = null;
      refused.clear();
      onConnected.accept(made);
      LOG.log(Level.INFO, "NATS: connected");
      String why = awaitEnd(made, line);
      if (closed.getCount() > 0) {
        failed(why);
      }
    } finally {
      present = null;
      onLost.run();
      end(made);
    }
  }

  /** Returns why it has ended. */
  private String awaitEnd(Connection made, Line line) throws InterruptedException {
    try {
      long answeredAt = System.nanoTime();
      long wait = PING_MILLIS;
      while (closed.getCount() > 0 && !ended.await(wait, TimeUnit.MILLISECONDS)) {
        boolean isAnswered = isAnswered(made);
        long now = System.nanoTime();
        answeredAt = isAnswered ? now : answeredAt;
        wait = isAnswered ? PING_MILLIS : 0;
        if (now - answeredAt > LONGEST_SILENCE_NANOS
            && now - line.progressAt() > LONGEST_SILENCE_NANOS) {
          return "the server does not answer";
        }
      }
      String why = givenUp;
      return why == null ? "the connection was lost" : why;
    } catch (IllegalStateException e) {
      return "the connection was lost";
    }
  }

  private static boolean isAnswered(Connection made) throws InterruptedException {
    try {
      made.flush(LONGEST_FLUSH);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** On another thread: to end it may take as long as the other end likes. */
  private static void end(Connection made) {
    Thread ending =
        new Thread(
            () -> {
              try {
                made.close();
              } catch (InterruptedException | RuntimeException e) {
                LOG.log(Level.DEBUG, "a connection to NATS did not end in order", e);
              }
            },
            "framecast-nats-close");
    ending.setDaemon(true);
    ending.start();
  }

  /** What is wrong, for people, without secrets. */
  private static String plain(Throwable e) {
    String message = e.getMessage();
    return Secrets.hide(message == null ? e.getClass().getSimpleName() : message);
  }

  /** It may fail for hours: each reason is told once. */
  private void failed(String why) {
    Level level = why.equals(problem) ? Level.DEBUG : Level.WARNING;
    problem = why;
    LOG.log(level, "NATS cannot be reached, and is tried again: {0}", why);
  }

  /** Something is wrong with the present connection, which goes on. Any thread. */
  void refused(String why) {
    problem = why;
  }

  /** Has the present connection ended, and another one made. Any thread. */
  void giveUp(String why) {
    givenUp = why;
    ended.countDown();
  }

  void close() {
    closed.countDown();
    Thread running = thread;
    if (running == null) {
      return; // it sees that before it connects
    }
    ended.countDown();
    try {
      TimeUnit.MILLISECONDS.timedJoin(running, 500);
      if (running.isAlive()) {
        running.interrupt(); // it is connecting
      }
    } catch (InterruptedException e) {
      running.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  /** jnats says it on a thread of its own. */
  private final class Ends implements ConnectionListener {
    @Override
    @Deprecated // abstract in jnats, which calls the other one
    public void connectionEvent(Connection connection, Events type) {}

    @Override
    public void connectionEvent(Connection connection, Events type, Long time, String details) {
      if (connection == present && (type == Events.CLOSED || type == Events.DISCONNECTED)) {
        ended.countDown();
      }
    }
  }

  /** What the server refuses while it is connected, such as a subject. */
  private final class Problems implements ErrorListener {
    @Override
    public void errorOccurred(Connection connection, String error) {
      if (connection != present) {
        return; // failed to connect: that is told with the reason
      }
      String said = "the server says: " + Secrets.hide(error);
      problem = said;
      boolean isNew = refused.size() < MOST_TOLD && refused.add(said);
      LOG.log(isNew ? Level.WARNING : Level.DEBUG, "NATS: {0}", said);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception e) {
      LOG.log(Level.DEBUG, "NATS", e);
      Throwable reason = e instanceof IOException ? e : e.getCause(); // of a future, or wrapped
      if (connection != present) {
        inTheWay = reason instanceof IOException ? reason : null;
      }
    }
  }
}
