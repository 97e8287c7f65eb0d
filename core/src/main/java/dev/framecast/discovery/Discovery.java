package dev.framecast.discovery;

import dev.framecast.discovery.OnvifClient.LoginGiven;
import dev.framecast.discovery.soap.LargeAnswers;
import dev.framecast.internal.CertificateTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the network's cameras by ONVIF: who answers a WS-Discovery probe is asked for his streams.
 * And what says by multicast DNS that it has RTSP, where it is not found by ONVIF.
 *
 * <pre>{@code
 * for (FoundCamera found : Discovery.builder().login("viewer", "secret").build().find()) {
 *   if (found.problem().isEmpty()) {
 *     cameras.add("camera-" + found.host(), FrameSources.of(found.address("viewer", "secret")));
 *   }
 * }
 * }</pre>
 *
 * <p>A probe goes to the multicast group 239.255.255.250, port 3702, on each interface that is up
 * and has an IPv4 address, and no router hands it on. Answers come over UDP, so a firewall may keep
 * them away. All that a camera says of where its services and streams are is asked, and told, at
 * the address that it answered from: what it names is wrong in many networks, and whoever answers
 * could name anybody. Who answers from an address in none of these interfaces' networks is not
 * asked.
 *
 * <p>Whoever answers is taken for a camera. One that asks for a login is given it, never as it is
 * but in digests, with which an impostor can log in to other cameras, and out of which a weak
 * password can be guessed; whoever opens a stream that he names gives him the password. Give a
 * login only in a network that you trust.
 *
 * <p>Immutable.
 */
public final class Discovery {
  private static final int PORT = 3702;
  private static final int DNS_PORT = 5353;

  /** Few that keep silent must not take the time of all others. */
  private static final int MOST_AT_ONCE = 128;

  private static final int MOST_CAMERAS = 1_024;

  /** So many liars are no network to give a login in. */
  private static final int MOST_REFUSED = 4 * Probe.MOST_DEVICES;

  /** Anybody in the world could have himself given a login by such an answer. */
  private static final String FAR =
      "is in no network that this machine has an address in, so it was not asked";

  /** For who is over in time to say so. */
  private static final long GRACE_NANOS = 500_000_000;

  private final List<String> interfaces;
  private final @Nullable LoginGiven login;
  private final CertificateTrust trust;
  private final Duration listen;
  private final Duration timeout;
  private final int port;
  private final int dnsPort;
  private final int enough;

  private Discovery(Builder builder) {
    interfaces = List.copyOf(builder.interfaces);
    login = builder.login;
    trust = builder.insecure ? CertificateTrust.insecure() : CertificateTrust.ofSystem();
    listen = builder.listen;
    timeout = builder.timeout;
    port = builder.port;
    dnsPort = builder.dnsPort;
    enough = builder.enough;
  }

  /** {@return a builder with the defaults: all interfaces, no login} */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects options. Not safe for use by several threads. */
  public static final class Builder {
    private final List<String> interfaces = new ArrayList<>();
    private @Nullable LoginGiven login;
    private boolean insecure;
    private Duration listen = Duration.ofSeconds(3);
    private Duration timeout = Duration.ofSeconds(5);
    private int port = PORT;
    private int dnsPort = DNS_PORT;
    private int enough = Integer.MAX_VALUE;

    private Builder() {}

    /**
     * Looks on that interface, and on others that are named, instead of on all but loopback ones.
     *
     * @param name such as {@code eth0}
     * @return this builder
     */
    public Builder on(String name) {
      interfaces.add(Objects.requireNonNull(name, "interface"));
      return this;
    }

    /**
     * Sets the login of cameras that ask for one.
     *
     * @param user as it is
     * @param password as it is
     * @return this builder
     * @throws IllegalArgumentException when one of them has a control character
     */
    public Builder login(String user, String password) {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
      if ((user + password).chars().anyMatch(c -> c < ' ' || c == 127)) {
        throw new IllegalArgumentException("login: must have no control characters in it");
      }
      login = new LoginGiven(user, password);
      return this;
    }

    /**
     * Takes any certificate of cameras that have ONVIF over https alone, as most have made theirs
     * themselves: whoever pretends to be such a camera is believed then, as he is over http.
     * Without this, one that this Java trusts.
     *
     * @return this builder
     */
    public Builder insecure() {
      insecure = true;
      return this;
    }

    /**
     * Sets how long answers to the probe are waited for, instead of 3 seconds.
     *
     * @param value more than zero, and a minute at most
     * @return this builder
     */
    public Builder listen(Duration value) {
      listen = checked("listen", value);
      return this;
    }

    /**
     * Sets how long a camera may take for one answer, instead of 5 seconds. All of its answers
     * together may take four times as long; so may all cameras together, which are asked at the
     * same time, 128 at once.
     *
     * @param value more than zero, and a minute at most
     * @return this builder
     */
    public Builder timeout(Duration value) {
      timeout = checked("timeout", value);
      return this;
    }

    /** For tests, which do not hear each other then. */
    Builder port(int value) {
      port = value;
      return this;
    }

    /** The same, of multicast DNS. */
    Builder dnsPort(int value) {
      dnsPort = value;
      return this;
    }

    /** For tests that know how many there are. */
    Builder enough(int value) {
      enough = value;
      return this;
    }

    private static Duration checked(String name, Duration value) {
      Objects.requireNonNull(value, name);
      if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofMinutes(1)) > 0) {
        throw new IllegalArgumentException(
            name + " " + value + ": must be more than zero and at most a minute");
      }
      return value;
    }

    /** {@return what looks for cameras in that way} */
    public Discovery build() {
      return new Discovery(this);
    }
  }

  /**
   * Looks for cameras. Blocks until all that answered were asked, or their time is over: with the
   * defaults 3 to 23 seconds. May be called more than once, from any thread.
   *
   * @return the cameras in the order in which they answered; those that failed with their problem
   * @throws IOException when there is no interface to look on, with words for people
   * @throws InterruptedException when this thread is interrupted; what is under way ends then, and
   *     is not waited for
   */
  public List<FoundCamera> find() throws IOException, InterruptedException {
    return find(ConcurrentHashMap.newKeySet());
  }

  /**
   * The same, without the login for those who have refused it.
   *
   * @param refused is added to; safe for use by several threads
   */
  List<FoundCamera> find(Set<InetAddress> refused) throws IOException, InterruptedException {
    List<ProbeMatch> matches;
    List<RtspService> services;
    Interfaces networks = Interfaces.of(interfaces);
    List<InterfaceAddress> own = networks.addresses();
    try (Probe probe = new Probe()) {
      boolean any = false;
      for (NetworkInterface each : networks.all()) {
        boolean on = probe.on(each);
        any |= on;
        if (!on && !interfaces.isEmpty()) {
          throw new IOException(
              "interface \"" + each.getName() + "\": must have an IPv4 address and be up");
        }
      }
      if (!any) {
        throw new IOException("no network interface of this machine has an IPv4 address and is up");
      }
      matches = probe.run(port, dnsPort, enough, System.nanoTime() + listen.toNanos());
      services = probe.services();
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      throw new InterruptedException();
    }
    List<FoundCamera> found = new ArrayList<>();
    if (!matches.isEmpty()) {
      found.addAll(ask(matches, refused, own));
    }
    for (RtspService service : services) {
      if (Interfaces.isNear(service.sender(), own)
          && matches.stream().noneMatch(match -> match.sender().equals(service.sender()))) {
        found.add(service.camera());
      }
    }
    return List.copyOf(found.subList(0, Math.min(MOST_CAMERAS, found.size())));
  }

  /**
   * Each host on one thread, whatever number of devices it says it is: else one that keeps silent
   * would take all threads, and one that refuses the login be given it for each of them.
   */
  private List<FoundCamera> ask(
      List<ProbeMatch> matches, Set<InetAddress> refused, List<InterfaceAddress> own)
      throws InterruptedException {
    long deadline = System.nanoTime() + 4 * timeout.toNanos();
    LargeAnswers large = new LargeAnswers();
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.min(MOST_AT_ONCE, matches.size()), Discovery::newThread);
    try {
      List<FutureTask<List<FoundCamera>>> answers = new ArrayList<>();
      Map<InetAddress, List<FutureTask<?>>> hosts = new LinkedHashMap<>();
      for (ProbeMatch match : matches) {
        FutureTask<List<FoundCamera>> answer =
            new FutureTask<>(
                () ->
                    Interfaces.isNear(match.sender(), own)
                        ? cameras(match, refused, large, deadline)
                        : List.of(failed(match, FAR)));
        answers.add(answer);
        hosts.computeIfAbsent(match.sender(), host -> new ArrayList<>()).add(answer);
      }
      hosts.values().forEach(all -> threads.execute(() -> all.forEach(FutureTask::run)));
      List<FoundCamera> found = new ArrayList<>();
      for (int i = 0; i < matches.size(); i++) {
        found.addAll(answer(answers.get(i), matches.get(i), deadline));
      }
      return found;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "framecast-discovery");
    thread.setDaemon(true);
    thread.setContextClassLoader(null); // the JDK's timer, which it may start, would keep an app's
    return thread;
  }

  private List<FoundCamera> cameras(
      ProbeMatch match, Set<InetAddress> refused, LargeAnswers large, long deadline)
      throws ClosedByInterruptException {
    boolean again = refused.contains(match.sender()) || refused.size() >= MOST_REFUSED;
    OnvifClient client =
        new OnvifClient(match.sender(), trust, login, again, timeout, large, deadline);
    try {
      return new Onvif(match, client).cameras();
    } finally {
      if (client.refusedLogin()) {
        refused.add(match.sender());
      }
    }
  }

  private static List<FoundCamera> answer(
      Future<List<FoundCamera>> answer, ProbeMatch match, long deadline)
      throws InterruptedException {
    String problem;
    try {
      return answer.get(
          Math.max(0, deadline + GRACE_NANOS - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      problem = "did not answer all in time";
    } catch (ExecutionException e) {
      problem = "could not be asked";
    }
    return List.of(failed(match, problem));
  }

  private static FoundCamera failed(ProbeMatch match, String problem) {
    return new FoundCamera(
        match.sender().getHostAddress(), match.scope("name"), List.of(), "", false, problem);
  }
}
