package dev.framecast.examples.wall;

import dev.framecast.discovery.CameraSearch;
import dev.framecast.discovery.Discovery;
import dev.framecast.discovery.FoundCamera;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the network is looked through for cameras, as the command line has it. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DiscoverOptions {
  private static final String LOGIN = "--discover-login";
  private static final String INSECURE = "--discover-insecure";
  private static final String PAGE = "--discover-page";

  @Option(
      names = "--discover",
      description =
          "Looks for cameras of the network by ONVIF, prints them as lines for --cameras, and ends.")
  private boolean discover;

  @Option(
      names = PAGE,
      description =
          "Has those who may see all cameras look for cameras of the network on the page, which"
              + " shows each as a line for --cameras.")
  private boolean page;

  @Option(
      names = "--discover-on",
      paramLabel = "INTERFACE",
      description =
          "Looks on that network interface, such as eth0, instead of on all; may be given many"
              + " times.")
  private final List<String> interfaces = new ArrayList<>();

  @Option(
      names = LOGIN,
      paramLabel = "NAME:PASSWORD-FILE",
      description =
          "The login of cameras that ask for one, with the password in the first line of that file."
              + " It is sent in digests to whoever says that he is a camera, and never printed.")
  private @Nullable String login;

  @Option(
      names = INSECURE,
      description =
          "Takes any certificate of cameras that have ONVIF over https alone, so also whoever"
              + " pretends to be one.")
  private boolean insecure;

  boolean isWanted() {
    return discover;
  }

  /** What is wrong with the options beside each other; null if nothing is. */
  @Nullable String problem() {
    if (discover && page) {
      return PAGE + ": must be without --discover, which ends";
    }
    String needs = ": is for --discover and " + PAGE;
    if (!discover && !page && !interfaces.isEmpty()) {
      return "--discover-on" + needs;
    }
    if (!discover && !page && insecure) {
      return INSECURE + needs;
    }
    return !discover && !page && login != null ? LOGIN + needs : null;
  }

  /**
   * Looks. Blocks for some seconds.
   *
   * @param warn is told what is wrong but not too wrong
   * @throws IllegalArgumentException with a line that begins with the option's name and repeats no
   *     password
   */
  List<FoundCamera> find(Consumer<String> warn) throws IOException, InterruptedException {
    return discovery(warn).find();
  }

  /**
   * What the page looks with; null where it is not to look.
   *
   * @param warn is told what is wrong but not too wrong
   * @throws IllegalArgumentException as {@link #find}
   */
  @Nullable CameraSearch search(Consumer<String> warn) throws IOException {
    return page ? new CameraSearch(discovery(warn)) : null;
  }

  private Discovery discovery(Consumer<String> warn) throws IOException {
    Discovery.Builder builder = Discovery.builder();
    interfaces.forEach(builder::on);
    if (insecure) {
      builder.insecure();
    }
    if (login != null) {
      int colon = login.indexOf(':');
      if (colon < 1 || colon == login.length() - 1) {
        throw new IllegalArgumentException(
            LOGIN + ": must be NAME:PASSWORD-FILE, such as viewer:/etc/wall/viewer");
      }
      try {
        Path file = Path.of(login.substring(colon + 1));
        String password = SecretFile.firstLine(LOGIN, file, warn);
        builder.login(login.substring(0, colon), password);
      } catch (InvalidPathException e) {
        throw new IllegalArgumentException(LOGIN + ": its file has a name that no file can have");
      } catch (IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        throw new IllegalArgumentException(
            message.startsWith(LOGIN) ? message : LOGIN + ": " + message, e);
      }
    }
    return builder.build();
  }
}
