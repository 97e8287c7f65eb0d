package dev.framecast.examples.wall;

import dev.framecast.access.Access;
import dev.framecast.access.BasicAccess;
import dev.framecast.access.PasswordHash;
import dev.framecast.access.TokenAccess;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may watch, as the command line has it. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class AccessOptions {
  @Option(
      names = "--user",
      paramLabel = "NAME:PASSWORD-FILE",
      description =
          "Somebody who may watch, with the password, or a hash of it, in the first line of that"
              + " file; may be given many times. Without --user and --access-token-file everybody"
              + " who reaches the wall may watch.")
  private final List<String> users = new ArrayList<>();

  @Option(
      names = "--access-token-file",
      paramLabel = "FILE",
      description =
          "A token that lets watch whoever has it, in the first line of that file: for programs in"
              + " Authorization: Bearer, for people in a form.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--hash-password",
      description =
          "Reads a password, and prints the hash of it that a PASSWORD-FILE may have; and ends.")
  private boolean hashPassword;

  boolean hashesPassword() {
    return hashPassword;
  }

  boolean isOpen() {
    return users.isEmpty() && tokenFile == null;
  }

  /**
   * Who may watch. Reads the files, and takes the time of a guess for each password.
   *
   * @param warn is told what is wrong but not too wrong
   * @throws IOException when a file cannot be read; the line begins likewise
   * @throws IllegalArgumentException with a line that begins with the option's name and repeats no
   *     password
   */
  Access access(Consumer<String> warn) throws IOException {
    List<Access> ways = new ArrayList<>();
    if (tokenFile != null) {
      String token = SecretFile.firstLine("--access-token-file", tokenFile, warn);
      try {
        ways.add(TokenAccess.of(token));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("--access-token-file: " + e.getMessage(), e);
      }
    }
    if (!users.isEmpty()) {
      BasicAccess.Builder builder = BasicAccess.builder();
      for (int i = 0; i < users.size(); i++) {
        add(builder, users.get(i), "--user number " + (i + 1), warn);
      }
      ways.add(0, builder.build());
    }
    return ways.isEmpty() ? Access.EVERYBODY : Access.anyOf(ways.toArray(new Access[0]));
  }

  private static void add(
      BasicAccess.Builder builder, String user, String option, Consumer<String> warn)
      throws IOException {
    int colon = user.indexOf(':');
    if (colon < 1 || colon == user.length() - 1) {
      throw new IllegalArgumentException(
          option + ": must be NAME:PASSWORD-FILE, such as ann:/etc/wall/ann");
    }
    PasswordHash hash;
    try {
      String line = SecretFile.firstLine(option, Path.of(user.substring(colon + 1)), warn);
      hash = PasswordHash.isOne(line) ? PasswordHash.parse(line) : PasswordHash.of(line);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(option + ": its file has a name that no file can have", e);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(
          message.startsWith(option) ? message : option + ": its file: " + message, e);
    }
    try {
      builder.user(user.substring(0, colon), hash);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          option + ": must be a name that was not given before, of 100 characters at most", e);
    }
  }
}
