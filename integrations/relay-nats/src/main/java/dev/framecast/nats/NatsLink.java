package dev.framecast.nats;

import dev.framecast.nats.wire.Link;
import io.nats.client.AuthHandler;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A connection to NATS for frames: what cannot be sent now is not kept for later, and what was lost
 * is connected again for as long as this is open. One serves any number of {@link NatsPublisher}s,
 * {@link NatsSource}s and {@link NatsCameras}.
 *
 * <pre>{@code
 * NatsLink nats =
 *     NatsLink.builder("tls://nats-1.example.org:4222,tls://nats-2.example.org:4222")
 *         .credentials(Path.of("/etc/framecast/berlin.creds"))
 *         .open();
 * }</pre>
 *
 * <p>All methods may be called from any thread; {@link #close()} blocks for up to two seconds, the
 * others not at all. NATS need not be there when it is opened, and a login that is refused is tried
 * again: {@link #problem()} and the log say why there is no connection.
 */
public final class NatsLink implements AutoCloseable {
  private final Link link;

  private NatsLink(Link link) {
    this.link = link;
  }

  /**
   * Opens a link without a login but what stands in the address.
   *
   * @param servers {@code nats://host:4222}, or several of a cluster with commas between them;
   *     {@code tls://} for TLS, with a certificate of that name or address
   * @return open until it is closed; the caller closes it
   * @throws IllegalArgumentException when that is no such address
   */
  public static NatsLink open(String servers) {
    return builder(servers).open();
  }

  /**
   * Begins with a link that has a login, or trusts other certificates than this Java.
   *
   * @param servers as above; all of a cluster, as others are not looked for
   * @return a builder, which opens nothing yet
   */
  public static Builder builder(String servers) {
    return new Builder(servers);
  }

  Link link() {
    return link;
  }

  /** For what begins now. */
  Link openLink() {
    if (isClosed()) {
      throw new IllegalStateException(
          "the link to NATS is closed: must be open as long as it is used");
    }
    return link;
  }

  /** {@return whether NATS can be reached at the moment} */
  public boolean isConnected() {
    return link.connection() != null;
  }

  /**
   * {@return why NATS cannot be reached, or what the server has refused, such as a subject that the
   * login may not use; null if nothing is wrong} For the app's own people; without secrets.
   */
  public @Nullable String problem() {
    return link.problem();
  }

  /** {@return whether {@link #close()} was called} */
  public boolean isClosed() {
    return link.isClosed();
  }

  /** Ends the connection, and with it all that works by it; other nodes hear that. Idempotent. */
  @Override
  public void close() {
    link.close();
  }

  /** Collects what a link is to know. Not safe for use by several threads. */
  public static final class Builder {
    private static final int MOST_BYTES = 1024 * 1024;

    /** A seed, a JWT or both, given in place of the file that they are in. */
    private static final Pattern SECRET = Pattern.compile("S[A-Z2-7]{57}|eyJ|-----|\\R");

    private final Options.Builder options = new Options.Builder();
    private UnaryOperator<Options.Builder> more = builder -> builder;

    private Builder(String servers) {
      Objects.requireNonNull(servers, "servers");
      if (servers.toLowerCase(Locale.ROOT).contains("opentls:")) {
        throw new IllegalArgumentException(
            "NATS servers: must not be opentls://, which takes any server for the right one");
      }
      if (!areAddresses(servers)) {
        // Without the address and the cause, which may have a password in them.
        throw new IllegalArgumentException(
            "NATS servers: must be addresses such as nats://127.0.0.1:4222 or tls://HOST:4222, with"
                + " commas between them");
      }
      options.server(servers);
    }

    /** Of none jnats would make one of this machine. */
    private static boolean areAddresses(String servers) {
      try {
        return !servers.replace(',', ' ').isBlank()
            && new Options.Builder()
                .server(servers).build().getServers().stream()
                    .allMatch(each -> each.getPort() > 0 && each.getPort() <= 65_535);
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    /**
     * Logs in with a name and a password.
     *
     * @param name the user's
     * @param password copied
     * @return this builder
     */
    public Builder user(String name, String password) {
      options.userInfo(
          Objects.requireNonNull(name, "name"), Objects.requireNonNull(password, "password"));
      return this;
    }

    /**
     * Logs in with a token.
     *
     * @param token copied
     * @return this builder
     */
    public Builder token(String token) {
      options.token(Objects.requireNonNull(token, "token").toCharArray());
      return this;
    }

    /**
     * Logs in with a JWT and its key, as {@code nsc} writes them into one file.
     *
     * @param file read at each connection, so that it can be renewed
     * @return this builder
     * @throws IOException when it cannot be read now
     * @throws IllegalArgumentException when they are not in it
     */
    public Builder credentials(Path file) throws IOException {
      text("NATS credentials", file);
      AuthHandler login = Nats.credentials(file.toString());
      try {
        char[] unused = login.getID(); // or it would only be told that nothing can be connected to
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(
            "NATS credentials " + file + ": must be a JWT and its key, as nsc writes them");
      }
      options.authHandler(login);
      return this;
    }

    /**
     * Logs in with an NKey.
     *
     * @param seedFile the user's seed, which begins with {@code SU}, in its first line; read now
     * @return this builder
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when that is no seed
     */
    public Builder nkey(Path seedFile) throws IOException {
      String seed = text("NATS seed", seedFile).lines().findFirst().orElse("").strip();
      try {
        options.authHandler(new SeedLogin(seed.toCharArray()));
      } catch (RuntimeException e) { // without the cause, which may have the seed in it
        throw new IllegalArgumentException(
            "NATS seed " + seedFile + ": must be a user's seed, which begins with SU");
      }
      return this;
    }

    /**
     * Speaks TLS by that context, whatever the addresses say: with certificates of its own to
     * trust, or one to show. Whatever it trusts, a server must have a certificate for the name or
     * address in the link's.
     *
     * @param context used for each connection
     * @return this builder
     */
    public Builder tls(SSLContext context) {
      options.sslContext(Objects.requireNonNull(context, "context"));
      return this;
    }

    /**
     * Speaks TLS with servers whose certificates are in that file, or were issued by one of those,
     * for the name or address in the link's.
     *
     * @param certificates PEM, one or more; read now
     * @return this builder
     * @throws IOException when it cannot be read, or holds no certificates
     */
    public Builder trust(Path certificates) throws IOException {
      return tls(TrustedCertificates.context(certificates, text("NATS trust", certificates)));
    }

    /**
     * Sets whatever else jnats can be told. What frames need is set behind that, listeners,
     * statistics and the connection's name among it: nothing is kept while the connection is down,
     * and a server that does not answer is left within three seconds.
     *
     * @param settings given the builder once, when it is opened
     * @return this builder
     */
    public Builder options(UnaryOperator<Options.Builder> settings) {
      more = Objects.requireNonNull(settings, "settings");
      return this;
    }

    /**
     * Opens the link, which begins to connect.
     *
     * @return open until it is closed; the caller closes it
     * @throws IllegalArgumentException when the settings contradict each other, or what frames need
     */
    public NatsLink open() {
      Options built;
      try {
        built = more.apply(options).build();
      } catch (IllegalStateException e) {
        throw new IllegalArgumentException("NATS: " + e.getMessage(), e);
      }
      refuse(
          "discardMessagesWhenOutgoingQueueFull", built.isDiscardMessagesWhenOutgoingQueueFull());
      refuse("useDispatcherWithExecutor", built.useDispatcherWithExecutor());
      refuse("noNoResponders", built.isNoNoResponders());
      Options.Builder told = new Options.Builder(built); // this one may open others
      SSLContext context = built.getSslContext();
      if (context != null) {
        told.sslContext(new CheckedTls(context));
        if (built.hostnameResolveMode() == Options.HostnameResolveMode.ResolveToAll) {
          // Else there are addresses in place of the name that the certificate is to have.
          told.hostnameResolveMode(Options.HostnameResolveMode.HappyEyeballs);
        }
      }
      return new NatsLink(new Link(told));
    }

    private static void refuse(String option, boolean isSet) {
      if (isSet) {
        throw new IllegalArgumentException(
            "NATS options: must be without " + option + ", which frames do not work with");
      }
    }

    private static String text(String what, Path file) throws IOException {
      try {
        if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
          throw new IOException("no such file, or too large");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
      } catch (IOException e) {
        if (SECRET.matcher(file.toString()).find()) {
          throw new IOException(what + ": must be a file that can be read, and not the secret");
        }
        throw new IOException(what + " " + file + ": must be a file that can be read", e);
      }
    }
  }
}
