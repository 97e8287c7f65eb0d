package dev.framecast.netty;

import dev.framecast.netty.request.AcceptFailures;
import dev.framecast.netty.tls.ServerTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What runs while a server does, and has to end with it.
 *
 * @param listener the channel that accepts connections
 * @param connections those that there are
 */
@SuppressWarnings("FutureReturnValueIgnored") // closing is waited for as a whole
record RunningServer(
    EventLoopGroup loops, Channel listener, ChannelGroup connections, @Nullable ServerTls tls) {
  private static final long CLOSE_MILLIS = 1_000;

  static RunningServer bind(
      ServerAddress where,
      InetSocketAddress address,
      ServerChannels channels,
      int eventLoops,
      Transport transport)
      throws IOException {
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            eventLoops, new DefaultThreadFactory("framecast-http"), transport.ioHandlers());
    ChannelFuture bound =
        channels.bootstrap(loops, eventLoops, transport).bind(address).awaitUninterruptibly();
    RunningServer server =
        new RunningServer(loops, bound.channel(), channels.connections(), channels.tls());
    if (!bound.isSuccess()) {
      server.close();
      throw BindFailure.of(where.host(), where.port(), bound.cause());
    }
    bound.channel().pipeline().addLast(new AcceptFailures());
    return server;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** See {@link MjpegServer#close}. */
  void close() {
    listener.close();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
    // First, because a loop that shuts down lets nobody say goodbye.
    ChannelGroupFuture closed = connections.close();
    if (isOwnThread()) {
      closed.addListener(done -> shutDown(end));
    } else {
      closed.awaitUninterruptibly(millisUntil(end));
      shutDown(end);
      loops.terminationFuture().awaitUninterruptibly(millisUntil(end));
    }
    if (tls != null) {
      tls.close();
    }
  }

  private void shutDown(long end) {
    loops.shutdownGracefully(0, millisUntil(end), TimeUnit.MILLISECONDS);
  }

  private static long millisUntil(long end) {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
  }

  boolean isOwnThread() {
    for (EventExecutor loop : loops) {
      if (loop.inEventLoop()) {
        return true;
      }
    }
    return false;
  }
}
