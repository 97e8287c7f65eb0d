package dev.framecast.http;

import dev.framecast.access.AccessRequest;
import dev.framecast.camera.Camera;
import dev.framecast.internal.ClientAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Who is served at the moment, counted against {@link Limits}: one for each server, however many
 * surfaces it has.
 *
 * <p>Any thread; never blocks but for moments, and only when somebody comes or leaves.
 */
public final class Admissions {
  /** What is counted. */
  enum Limit {
    VIEWERS,
    VIEWERS_PER_CAMERA,
    VIEWERS_PER_ADDRESS,
    SNAPSHOTS,
    SNAPSHOTS_PER_ADDRESS,
    CONNECTIONS,
    CONNECTIONS_PER_ADDRESS;

    private int most(Limits limits) {
      return switch (this) {
        case VIEWERS -> limits.viewers();
        case VIEWERS_PER_CAMERA -> limits.viewersPerCamera();
        case VIEWERS_PER_ADDRESS -> limits.viewersPerAddress();
        case SNAPSHOTS -> limits.snapshots();
        case SNAPSHOTS_PER_ADDRESS -> limits.snapshotsPerAddress();
        case CONNECTIONS -> limits.connections();
        case CONNECTIONS_PER_ADDRESS -> limits.connectionsPerAddress();
      };
    }

    /** As metrics name it. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    private HttpAnswer.Content refusal(Object of, int most) {
      String number = String.format(Locale.ROOT, "%,d", most);
      return switch (this) {
        case VIEWERS -> full("this server is full: " + number + " viewers");
        case VIEWERS_PER_CAMERA ->
            full("camera \"" + ((Camera) of).id() + "\" is full: " + number + " viewers");
        case SNAPSHOTS -> full("this server is full: " + number + " snapshots at a time");
        case CONNECTIONS -> full("this server is full: " + number + " connections");
        case VIEWERS_PER_ADDRESS -> tooMany(number + " viewers");
        case SNAPSHOTS_PER_ADDRESS -> tooMany(number + " snapshots at a time");
        case CONNECTIONS_PER_ADDRESS -> tooMany(number + " connections");
      };
    }

    private static HttpAnswer.Content full(String line) {
      return HttpAnswer.Content.text(503, line).with("Retry-After", "10");
    }

    private static HttpAnswer.Content tooMany(String what) {
      return HttpAnswer.Content.text(429, "too many from this address: " + what)
          .with("Retry-After", "10");
    }
  }

  /**
   * @param of a camera or an address, or nothing in particular
   */
  private record Key(Limit limit, Object of) {}

  /** What was found is not served after all. */
  public static final class RefusedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // nobody stores it
    private final transient HttpAnswer.Content answer;

    /**
     * Refuses with that answer.
     *
     * @param answer what to send
     */
    public RefusedException(HttpAnswer.Content answer) {
      super("status " + answer.status());
      this.answer = answer;
    }

    /** {@return what to send: why, and when to try again} */
    public HttpAnswer.Content answer() {
      return answer;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this; // there may be thousands a second
    }
  }

  /** Somebody who is counted, until it is closed. Any thread; idempotent. */
  public static final class Admission implements AutoCloseable {
    private final Admissions admissions;
    private final List<Key> keys;
    private final AtomicBoolean left = new AtomicBoolean();

    private Admission(Admissions admissions, List<Key> keys) {
      this.admissions = admissions;
      this.keys = keys;
    }

    /** Of somebody whom nobody counts. */
    static Admission uncounted() {
      return new Admission(new Admissions(), List.of());
    }

    @Override
    public void close() {
      if (left.compareAndSet(false, true)) {
        admissions.leave(keys);
      }
    }
  }

  /**
   * Who asks.
   *
   * @param admissions where he is counted
   * @param limits what there may be
   * @param network equal for one client; null where addresses are not told apart
   */
  public record Client(Admissions admissions, Limits limits, @Nullable String network) {

    /**
     * That answer, of which the client is part. A HEAD watches nothing, but hears if it is full.
     */
    HttpAnswer counted(HttpAnswer answer, boolean headOnly) {
      if (answer instanceof HttpAnswer.Stream stream) {
        HttpAnswer.Content refusal =
            headOnly ? admissions.refusal(viewing(stream.cameras()), limits) : null;
        return refusal == null
            ? new HttpAnswer.Stream(stream.views(), stream.rules(), stream.until(), this)
            : refusal;
      } else if (answer instanceof HttpAnswer.Snapshot snapshot) {
        return new HttpAnswer.Snapshot(
            snapshot.camera(),
            snapshot.rendition(),
            snapshot.maxAge(),
            snapshot.timeout(),
            snapshot.rules(),
            this);
      }
      return answer;
    }

    /**
     * @param headers of the answer, if it is a refusal
     */
    Admission watch(Collection<Camera> cameras, Map<String, String> headers) {
      return admissions.admit(viewing(cameras), limits, headers);
    }

    Admission waitForSnapshot(Map<String, String> headers) {
      return admissions.admit(
          keys(Limit.SNAPSHOTS, Limit.SNAPSHOTS_PER_ADDRESS, network), limits, headers);
    }

    private List<Key> viewing(Collection<Camera> cameras) {
      List<Key> keys = keys(Limit.VIEWERS, Limit.VIEWERS_PER_ADDRESS, network);
      for (Camera camera : cameras) {
        keys.add(new Key(Limit.VIEWERS_PER_CAMERA, camera));
      }
      return keys;
    }
  }

  private final Map<Key, Integer> counts = new HashMap<>();
  private final Map<Limit, Long> refused = new EnumMap<>(Limit.class);
  private boolean closing;

  /** Nobody yet. */
  public Admissions() {}

  Client client(AccessRequest request, Limits limits) {
    String address = null;
    try {
      address = limits.address().apply(request);
    } catch (RuntimeException e) {
      // The app's code; the connection's address is left.
    }
    return new Client(
        this,
        limits,
        network(address == null || address.isBlank() ? request.remoteAddress() : address, limits));
  }

  private static @Nullable String network(String address, Limits limits) {
    boolean counted =
        !address.isEmpty() && (limits.countsLoopback() || !ClientAddress.isLoopback(address));
    return counted ? ClientAddress.network(address) : null;
  }

  private static List<Key> keys(Limit all, Limit perAddress, @Nullable String network) {
    List<Key> keys = new ArrayList<>();
    keys.add(new Key(all, ""));
    if (network != null) {
      keys.add(new Key(perAddress, network));
    }
    return keys;
  }

  /**
   * Counts a connection, for servers that do.
   *
   * @param address the other end's, as numbers; empty if it has none
   * @param limits what there may be
   * @return counts until it is closed, when the connection ends
   * @throws RefusedException when there are too many
   */
  public Admission connect(String address, Limits limits) {
    return admit(
        keys(Limit.CONNECTIONS, Limit.CONNECTIONS_PER_ADDRESS, network(address, limits)),
        limits,
        Map.of());
  }

  /** From here on nobody is admitted. */
  public synchronized void close() {
    closing = true;
  }

  /** {@return whether nobody is admitted any more} */
  public synchronized boolean isClosed() {
    return closing;
  }

  /** What everybody is answered from then on. */
  static HttpAnswer.Content closed() {
    return Refusals.notNow("this server is closing");
  }

  private synchronized Admission admit(List<Key> keys, Limits limits, Map<String, String> headers) {
    HttpAnswer.Content refusal = refusal(keys, limits);
    if (refusal != null) {
      throw new RefusedException(refusal.with(headers));
    }
    keys.forEach(key -> counts.merge(key, 1, Integer::sum));
    return new Admission(this, keys);
  }

  private synchronized HttpAnswer.@Nullable Content refusal(List<Key> keys, Limits limits) {
    if (closing) {
      return closed();
    }
    for (Key key : keys) {
      int most = key.limit().most(limits);
      if (counts.getOrDefault(key, 0) >= most) {
        refused.merge(key.limit(), 1L, Long::sum);
        return key.limit().refusal(key.of(), most);
      }
    }
    return null;
  }

  private synchronized void leave(List<Key> keys) {
    keys.forEach(
        key -> counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1));
  }

  /** How many there are, of the limits that are for all. */
  synchronized int count(Limit limit) {
    return counts.getOrDefault(new Key(limit, ""), 0);
  }

  /** How many were refused because of that limit. */
  synchronized long refused(Limit limit) {
    return refused.getOrDefault(limit, 0L);
  }

  /** For tests: whether nobody is counted, nowhere. */
  synchronized boolean isEmpty() {
    return counts.isEmpty();
  }
}
