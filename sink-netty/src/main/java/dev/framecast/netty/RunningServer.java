package dev.framecast.netty;

import dev.framecast.netty.http2.Http2Pipeline;
import dev.framecast.netty.request.AcceptFailures;
import dev.framecast.netty.tls.ServerTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
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
    EventLoopGroup loops,
    Channel listener,
    MjpegHandler cameras,
    ChannelGroup connections,
    @Nullable ServerTls tls) {
  /** For goodbyes, and for the loops to end. */
  private static final long CUT_MILLIS = 500;

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
        new RunningServer(
            loops, bound.channel(), channels.cameras(), channels.connections(), channels.tls());
    if (!bound.isSuccess()) {
      server.close(0);
      throw BindFailure.of(where.host(), where.port(), bound.cause());
    }
    bound.channel().pipeline().addLast(new AcceptFailures());
    return server;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** See {@link MjpegServer#close(Duration)}. */
  void close(long drainNanos) {
    long drained = System.nanoTime() + drainNanos;
    listener.close();
    cameras.drain();
    connections.forEach(RunningServer::drain);
    ChannelGroupFuture gone = connections.newCloseFuture();
    if (isOwnThread()) {
      Future<?> cut = loops.next().schedule(this::cut, millisUntil(drained), TimeUnit.MILLISECONDS);
      gone.addListener(
          done -> {
            cut.cancel(false);
            cut();
          });
    } else {
      gone.awaitUninterruptibly(millisUntil(drained));
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CUT_MILLIS);
      // First, because a loop that shuts down lets nobody say goodbye.
      connections.close().awaitUninterruptibly(millisUntil(end));
      shutDown(end);
      loops.terminationFuture().awaitUninterruptibly(millisUntil(end));
    }
  }

  private static void drain(Channel connection) {
    try {
      connection.eventLoop().execute(() -> drainOnLoop(connection));
    } catch (RejectedExecutionException e) {
      // The loop has ended, and with it the connection.
    }
  }

  private static void drainOnLoop(Channel connection) {
    if (connection.pipeline().get(Http2FrameCodec.class) != null) {
      connection.pipeline().fireUserEventTriggered(Http2Pipeline.DRAIN);
    } else if (connection.pipeline().get(MjpegHandler.class) == null) {
      // In a handshake: nothing is asked yet.
      connection.unsafe().close(connection.unsafe().voidPromise());
    }
  }

  private void cut() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CUT_MILLIS);
    connections.close().addListener(done -> shutDown(end));
  }

  private void shutDown(long end) {
    cameras.end();
    loops.shutdownGracefully(0, millisUntil(end), TimeUnit.MILLISECONDS);
    if (tls != null) {
      tls.close();
    }
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
