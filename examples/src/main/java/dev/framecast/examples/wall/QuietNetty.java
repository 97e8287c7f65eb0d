package dev.framecast.examples.wall;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What strangers' connections do is no news in a terminal. Netty's codecs log some of it with whole
 * stacks, such as a flood of PINGs, and no handler behind them can keep them from that.
 */
final class QuietNetty {
  /** Kept, because the JDK forgets loggers that nobody has. */
  private static final Logger CODECS = Logger.getLogger("io.netty.handler");

  private QuietNetty() {}

  /** Unless a configuration of the JDK's logging says what else is wanted. */
  static void begin() {
    if (CODECS.getLevel() == null) {
      CODECS.setLevel(Level.SEVERE);
    }
  }
}
