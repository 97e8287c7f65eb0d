package dev.framecast.netty;

import io.netty.channel.unix.Errors.NativeIoException;
import java.io.IOException;
import java.net.BindException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a server cannot listen, in words, whatever the transport has for it. */
final class BindFailure {
  // Linux's numbers, which is where the native transport is used.
  private static final int EACCES = -13;
  private static final int EADDRINUSE = -98;
  private static final int EADDRNOTAVAIL = -99;

  private BindFailure() {}

  /** A {@link BindException} where the port is in use, as the JDK has it. */
  static IOException of(String host, int port, @Nullable Throwable cause) {
    String where = "cannot listen on " + (host.indexOf(':') < 0 ? host : "[" + host + "]");
    int error = cause instanceof NativeIoException e ? e.expectedErr() : 0;
    String message = cause == null ? "" : String.valueOf(cause.getMessage());
    String text = message.toLowerCase(Locale.ROOT);
    if (error == EADDRINUSE || text.contains("address already in use")) {
      BindException taken = new BindException(where + ":" + port + ": the port is in use");
      taken.initCause(cause);
      return taken;
    }
    String why;
    if (error == EACCES || text.contains("permission denied")) {
      why =
          port > 0 && port < 1024
              ? "this user may not use ports below 1024"
              : "this user may not use that port";
    } else if (error == EADDRNOTAVAIL || text.contains("assign requested address")) {
      why = "this machine has no such address";
    } else {
      // Netty's native transport begins with the function and the number of the error.
      why = message.replaceFirst("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ", "");
    }
    return new IOException(where + ":" + port + ": " + why, cause);
  }
}
