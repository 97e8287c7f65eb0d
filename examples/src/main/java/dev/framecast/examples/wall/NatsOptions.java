package dev.framecast.examples.wall;

import dev.framecast.nats.NatsLink;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Cameras of other machines, as the command line has them. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class NatsOptions {
  private static final Pattern SITE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  @Option(
      names = "--nats",
      paramLabel = "SERVERS",
      description =
          "Shows the cameras of other machines as well, by these NATS servers, such as"
              + " nats://127.0.0.1:4222; with commas between several of a cluster, tls:// for TLS.")
  private @Nullable String servers;

  @Option(
      names = "--publish",
      description = "Gives the cameras of this wall to other machines. Needs --nats.")
  private boolean publish;

  @Option(
      names = "--site",
      paramLabel = "NAME",
      description =
          "Whose cameras are shown and given: those of one name see each other (default).")
  private @Nullable String site;

  @Option(
      names = "--nats-user",
      paramLabel = "NAME:PASSWORD-FILE",
      description = "Logs in to NATS, with the password in the first line of that file.")
  private @Nullable String user;

  @Option(
      names = "--nats-credentials",
      paramLabel = "FILE",
      description = "Logs in to NATS with the JWT and the key in that file, as nsc writes them.")
  private @Nullable Path credentials;

  @Option(
      names = "--nats-nkey",
      paramLabel = "FILE",
      description = "Logs in to NATS with the user's seed in that file.")
  private @Nullable Path nkey;

  @Option(
      names = "--nats-trust",
      paramLabel = "FILE",
      description = "Speaks TLS with NATS servers of the certificates in that PEM file.")
  private @Nullable Path trust;

  boolean isGiven() {
    return servers != null;
  }

  boolean publishes() {
    return publish;
  }

  String site() {
    return site == null ? "default" : site;
  }

  /**
   * Opens the link.
   *
   * @param warn is told what is wrong but not too wrong
   * @return null where NATS is not asked for
   * @throws IOException when a file cannot be read; the line begins likewise
   * @throws IllegalArgumentException with a line that begins with the option's name and repeats no
   *     password
   */
  @Nullable NatsLink open(Consumer<String> warn) throws IOException {
    if (servers == null) {
      refuseWithout("--publish", publish);
      refuseWithout("--site", site != null);
      refuseWithout("--nats-user", user != null);
      refuseWithout("--nats-credentials", credentials != null);
      refuseWithout("--nats-nkey", nkey != null);
      refuseWithout("--nats-trust", trust != null);
      return null;
    }
    if ((user == null ? 0 : 1) + (credentials == null ? 0 : 1) + (nkey == null ? 0 : 1) > 1) {
      throw new IllegalArgumentException(
          "--nats-user, --nats-credentials, --nats-nkey: must be one of them at most");
    }
    if (!SITE.matcher(site()).matches()) { // before anything connects
      throw new IllegalArgumentException(
          "--site: site \"%s\": must be 1 to 64 letters, digits, underscores and hyphens"
              .formatted(site));
    }
    String option = "--nats";
    try {
      NatsLink.Builder builder = NatsLink.builder(servers);
      if (user != null) {
        option = "--nats-user";
        logIn(builder, user, warn);
      }
      if (credentials != null) {
        option = "--nats-credentials";
        builder.credentials(credentials);
      }
      if (nkey != null) {
        option = "--nats-nkey";
        builder.nkey(nkey);
      }
      if (trust != null) {
        option = "--nats-trust";
        builder.trust(trust);
      }
      return builder.open();
    } catch (IOException e) {
      throw new IOException(named(option, e), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(named(option, e), e);
    }
  }

  private static String named(String option, Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith(option + ":") ? message : option + ": " + message;
  }

  private static void refuseWithout(String option, boolean given) {
    if (given) {
      throw new IllegalArgumentException(option + ": needs --nats, the servers' addresses");
    }
  }

  private static void logIn(NatsLink.Builder builder, String user, Consumer<String> warn)
      throws IOException {
    int colon = user.indexOf(':');
    if (colon < 1 || colon == user.length() - 1) {
      throw new IllegalArgumentException("must be NAME:PASSWORD-FILE, such as ann:/etc/wall/ann");
    }
    Path file;
    try {
      file = Path.of(user.substring(colon + 1));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("its file has a name that no file can have", e);
    }
    builder.user(user.substring(0, colon), SecretFile.firstLine("--nats-user", file, warn));
  }
}
