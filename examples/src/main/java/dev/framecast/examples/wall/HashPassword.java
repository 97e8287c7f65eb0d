package dev.framecast.examples.wall;

import dev.framecast.access.PasswordHash;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code ./wall --hash-password}: from the terminal without an echo, or from a pipe. */
final class HashPassword {
  private HashPassword() {}

  /**
   * The hash of the password that is typed.
   *
   * @throws IOException when there is none
   */
  static String read() throws IOException {
    String password = typed();
    if (password == null || password.isEmpty()) {
      throw new IOException("--hash-password: no password was typed");
    }
    return PasswordHash.of(password).toString();
  }

  @SuppressWarnings("SystemConsoleNull") // later JDKs have one always, which reads a pipe, too
  private static @Nullable String typed() throws IOException {
    Console console = System.console();
    if (console != null) {
      char[] typed = console.readPassword("Password: ");
      return typed == null ? null : new String(typed);
    }
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
  }
}
