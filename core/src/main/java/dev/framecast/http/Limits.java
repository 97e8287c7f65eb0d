package dev.framecast.http;

import dev.framecast.access.AccessRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/**
 * How much is served at once, and how long clients may take. Immutable; {@code docs/limits.md} has
 * the reasons for what is set unless it is set here.
 *
 * <pre>{@code
 * HttpRules.builder().limits(Limits.builder().viewers(500).viewersPerAddress(20).build());
 * }</pre>
 *
 * <p>What is too much is answered 503, or 429 where one address has too much, with a line that says
 * which limit it is and a Retry-After; who watches already goes on. {@code /metrics} counts that.
 * Viewers and snapshots are limited in all sinks; connections, sizes of requests and times between
 * them in {@code MjpegServer} alone, because elsewhere they are the container's.
 *
 * <p>Loopback addresses are not counted one by one, because behind a proxy on the same machine all
 * clients have one. Of IPv6 the first 64 bits are one address.
 */
public final class Limits {
  /** What is so unless it is set. */
  public static final Limits DEFAULT = builder().build();

  private final Builder set;

  private Limits(Builder set) {
    this.set = set;
  }

  /** {@return a builder with {@link #DEFAULT}} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return a builder with these limits} */
  public Builder toBuilder() {
    return new Builder(set);
  }

  /** {@return the most viewers in all: streams, of however many cameras} */
  public int viewers() {
    return set.viewers;
  }

  /** {@return the most viewers of one camera} */
  public int viewersPerCamera() {
    return set.viewersPerCamera;
  }

  /** {@return the most viewers from one address} */
  public int viewersPerAddress() {
    return set.viewersPerAddress;
  }

  /** {@return the most snapshots that are waited for at a time} */
  public int snapshots() {
    return set.snapshots;
  }

  /** {@return the most snapshots that are waited for at a time from one address} */
  public int snapshotsPerAddress() {
    return set.snapshotsPerAddress;
  }

  /** {@return the most connections in all} */
  public int connections() {
    return set.connections;
  }

  /** {@return the most connections from one address} */
  public int connectionsPerAddress() {
    return set.connectionsPerAddress;
  }

  /** {@return the most requests of one HTTP/2 connection at a time} */
  public int http2Streams() {
    return set.http2Streams;
  }

  /** {@return the most bytes of a request's first line} */
  public int requestLineBytes() {
    return set.requestLineBytes;
  }

  /** {@return the most bytes of a request's header fields} */
  public int headerBytes() {
    return set.headerBytes;
  }

  /** {@return the most bytes of a request's body, which nobody here wants} */
  public int bodyBytes() {
    return set.bodyBytes;
  }

  /**
   * {@return the longest time from a connection's beginning, TLS included, until its first request
   * is whole}
   */
  public Duration firstRequest() {
    return set.firstRequest;
  }

  /** {@return the longest time between an answer and the next whole request} */
  public Duration keepAlive() {
    return set.keepAlive;
  }

  /** {@return the longest time for which a client may take nothing of what is written to it} */
  public Duration silence() {
    return set.silence;
  }

  boolean countsLoopback() {
    return set.countsLoopback;
  }

  Function<AccessRequest, String> address() {
    return set.address;
  }

  /** Collects limits. Not safe for use by several threads. */
  public static final class Builder {
    private int viewers = 20_000;
    private int viewersPerCamera = 10_000;
    private int viewersPerAddress = 1_000;
    private int snapshots = 2_000;
    private int snapshotsPerAddress = 100;
    private int connections = 25_000;
    private int connectionsPerAddress = 2_000;
    private int http2Streams = 256;
    private int requestLineBytes = 8_192;
    private int headerBytes = 8_192;
    private int bodyBytes = 65_536;
    private Duration firstRequest = Duration.ofSeconds(10);
    private Duration keepAlive = Duration.ofSeconds(60);
    private Duration silence = Duration.ofSeconds(8);
    private boolean countsLoopback;
    private Function<AccessRequest, String> address = AccessRequest::remoteAddress;

    private Builder() {}

    private Builder(Builder other) {
      viewers = other.viewers;
      viewersPerCamera = other.viewersPerCamera;
      viewersPerAddress = other.viewersPerAddress;
      snapshots = other.snapshots;
      snapshotsPerAddress = other.snapshotsPerAddress;
      connections = other.connections;
      connectionsPerAddress = other.connectionsPerAddress;
      http2Streams = other.http2Streams;
      requestLineBytes = other.requestLineBytes;
      headerBytes = other.headerBytes;
      bodyBytes = other.bodyBytes;
      firstRequest = other.firstRequest;
      keepAlive = other.keepAlive;
      silence = other.silence;
      countsLoopback = other.countsLoopback;
      address = other.address;
    }

    private static int checked(String name, int value, int least) {
      if (value < least) {
        throw new IllegalArgumentException(name + " " + value + ": must be " + least + " or more");
      }
      return value;
    }

    private static Duration checked(String name, Duration value) {
      if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException(
            name + " " + value + ": must be a millisecond to a day, such as PT10S");
      }
      return value;
    }

    /**
     * Sets {@link Limits#viewers()}.
     *
     * @param most 1 or more
     * @return this builder
     */
    public Builder viewers(int most) {
      viewers = checked("viewers", most, 1);
      return this;
    }

    /**
     * Sets {@link Limits#viewersPerCamera()}.
     *
     * @param most 1 or more
     * @return this builder
     */
    public Builder viewersPerCamera(int most) {
      viewersPerCamera = checked("viewersPerCamera", most, 1);
      return this;
    }

    /**
     * Sets {@link Limits#viewersPerAddress()}.
     *
     * @param most 1 or more
     * @return this builder
     */
    public Builder viewersPerAddress(int most) {
      viewersPerAddress = checked("viewersPerAddress", most, 1);
      return this;
    }

    /**
     * Sets {@link Limits#snapshots()}.
     *
     * @param most 1 or more
     * @return this builder
     */
    public Builder snapshots(int most) {
      snapshots = checked("snapshots", most, 1);
      return this;
    }

    /**
     * Sets {@link Limits#snapshotsPerAddress()}.
     *
     * @param most 1 or more
     * @return this builder
     */
    public Builder snapshotsPerAddress(int most) {
      snapshotsPerAddress = checked("snapshotsPerAddress", most, 1);
      return this;
    }

    /**
     * Sets {@link Limits#connections()}.
     *
     * @param most 1 or more
     * @return this builder
     */
    public Builder connections(int most) {
      connections = checked("connections", most, 1);
      return this;
    }

    /**
     * Sets {@link Limits#connectionsPerAddress()}.
     *
     * @param most 1 or more
     * @return this builder
     */
    public Builder connectionsPerAddress(int most) {
      connectionsPerAddress = checked("connectionsPerAddress", most, 1);
      return this;
    }

    /**
     * Sets {@link Limits#http2Streams()}.
     *
     * @param most 1 or more
     * @return this builder
     */
    public Builder http2Streams(int most) {
      http2Streams = checked("http2Streams", most, 1);
      return this;
    }

    /**
     * Sets {@link Limits#requestLineBytes()}.
     *
     * @param most 256 or more
     * @return this builder
     */
    public Builder requestLineBytes(int most) {
      requestLineBytes = checked("requestLineBytes", most, 256);
      return this;
    }

    /**
     * Sets {@link Limits#headerBytes()}.
     *
     * @param most 1,024 or more
     * @return this builder
     */
    public Builder headerBytes(int most) {
      headerBytes = checked("headerBytes", most, 1_024);
      return this;
    }

    /**
     * Sets {@link Limits#bodyBytes()}.
     *
     * @param most 0 or more
     * @return this builder
     */
    public Builder bodyBytes(int most) {
      bodyBytes = checked("bodyBytes", most, 0);
      return this;
    }

    /**
     * Sets {@link Limits#firstRequest()}.
     *
     * @param most a millisecond to a day
     * @return this builder
     */
    public Builder firstRequest(Duration most) {
      firstRequest = checked("firstRequest", most);
      return this;
    }

    /**
     * Sets {@link Limits#keepAlive()}.
     *
     * @param most a millisecond to a day
     * @return this builder
     */
    public Builder keepAlive(Duration most) {
      keepAlive = checked("keepAlive", most);
      return this;
    }

    /**
     * Sets {@link Limits#silence()}.
     *
     * @param most a millisecond to a day
     * @return this builder
     */
    public Builder silence(Duration most) {
      silence = checked("silence", most);
      return this;
    }

    /**
     * Counts loopback addresses, too: for servers without a proxy on their machine.
     *
     * @return this builder
     */
    public Builder countLoopback() {
      countsLoopback = true;
      return this;
    }

    /**
     * Sets from where viewers and snapshots come. Behind a proxy all have its address unless this
     * takes another from a header that the proxy sets, whatever the client has sent.
     *
     * <pre>{@code
     * builder.address(request -> String.valueOf(request.header("X-Real-IP")))
     * }</pre>
     *
     * @param value gives a request's address; called for every request, so it must be quick. Where
     *     it throws or gives nothing, the connection's counts
     * @return this builder
     */
    public Builder address(Function<AccessRequest, String> value) {
      address = Objects.requireNonNull(value, "address");
      return this;
    }

    /** {@return limits with these values} */
    public Limits build() {
      return new Limits(new Builder(this));
    }
  }
}
