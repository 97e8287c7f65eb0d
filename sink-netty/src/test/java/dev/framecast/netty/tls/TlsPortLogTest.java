package dev.framecast.netty.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.framecast.netty.TestCertificate;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What reaches the end of the pipeline is logged by Netty, with all of its stack. */
class TlsPortLogTest {
  /** A hello that ends in the middle of its random bytes. */
  private static final byte[] BROKEN_HELLO =
      HexFormat.of().parseHex("160301000a" + "01000006" + "030300000000");

  private static final TlsPort.Protocols NOBODY =
      new TlsPort.Protocols() {
        @Override
        public void http1(ChannelPipeline pipeline, Duration firstRequest) {
          throw new AssertionError("after a broken handshake");
        }

        @Override
        public void http2(ChannelPipeline pipeline, Duration firstRequest) {
          throw new AssertionError("after a broken handshake");
        }
      };

  private final Queue<Runnable> handshakes = new ArrayDeque<>();

  private EmbeddedChannel connection() throws Exception {
    TestCertificate own = TestCertificate.create();
    SslContext tls = SslContextBuilder.forServer(own.key(), own.certificate()).build();
    return new EmbeddedChannel(
        new TlsPort(() -> tls, handshakes::add, Duration.ofMinutes(1), NOBODY));
  }

  private void handshake(EmbeddedChannel connection) {
    assertThat(handshakes).isNotEmpty();
    while (!handshakes.isEmpty()) {
      handshakes.remove().run();
      connection.runPendingTasks();
    }
  }

  @Test
  void aBrokenHandshakeIsNoNews() throws Exception {
    EmbeddedChannel connection = connection();
    connection.writeInbound(Unpooled.copiedBuffer(BROKEN_HELLO));
    handshake(connection);
    assertThat(connection.isActive()).isFalse();
    assertThatCode(connection::checkException).doesNotThrowAnyException();
    connection.releaseOutbound();
  }

  @Test
  void aHandshakeThatFailsAfterItsClientHasGoneIsNoNews() throws Exception {
    EmbeddedChannel connection = connection();
    connection.writeInbound(Unpooled.copiedBuffer(BROKEN_HELLO));
    connection.unsafe().close(connection.voidPromise());
    connection.runPendingTasks();
    handshake(connection);
    assertThatCode(connection::checkException).doesNotThrowAnyException();
    connection.releaseOutbound();
  }
}
