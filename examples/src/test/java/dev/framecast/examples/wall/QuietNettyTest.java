package dev.framecast.examples.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuietNettyTest {
  private final Logger codecs = Logger.getLogger("io.netty.handler");
  private final Level before = codecs.getLevel();

  @AfterEach
  void restore() {
    codecs.setLevel(before);
  }

  @Test
  void floodsAndBrokenHandshakesAreNotLogged() {
    codecs.setLevel(null);
    QuietNetty.begin();
    assertThat(Logger.getLogger("io.netty.handler.ssl.SslHandler").isLoggable(Level.WARNING))
        .isFalse();
    assertThat(Logger.getLogger("io.netty.util").isLoggable(Level.WARNING)).isTrue();
  }

  @Test
  void aLevelThatWasConfiguredStays() {
    codecs.setLevel(Level.FINE);
    QuietNetty.begin();
    assertThat(codecs.getLevel()).isEqualTo(Level.FINE);
  }
}
