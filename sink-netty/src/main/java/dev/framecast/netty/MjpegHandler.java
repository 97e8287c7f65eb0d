package dev.framecast.netty;

import dev.framecast.camera.CameraGroup;
import dev.framecast.http.Admissions;
import dev.framecast.http.CameraHttp;
import dev.framecast.http.HttpRules;
import dev.framecast.netty.http2.SmallWrites;
import dev.framecast.stream.StreamOptions;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;

/**
 * Serves cameras in a pipeline of one's own, anywhere behind an {@code HttpServerCodec}: the page,
 * the JSON, streams and snapshots of {@link CameraHttp}. Requests outside of its prefix are handed
 * on untouched.
 *
 * <pre>{@code
 * MjpegHandler handler = new MjpegHandler(cameras, "/cams"); // one for all connections
 * ...
 * pipeline.addLast(new HttpServerCodec(), handler, new TheRestOfTheApp());
 * }</pre>
 *
 * <p>Make one and add it to every channel: the frames' way to the viewers of one event loop is
 * shared within one handler, so that a frame wakes each event loop once and not once a viewer.
 *
 * <p>TLS goes in front of the codec. With HTTP/2 it is added to the channel of each stream, behind
 * an {@code Http2StreamFrameToHttpObjectCodec}:
 *
 * <pre>{@code
 * pipeline.addLast(
 *     Http2FrameCodecBuilder.forServer().build(),
 *     new Http2MultiplexHandler(
 *         new ChannelInitializer<Channel>() {
 *           protected void initChannel(Channel stream) {
 *             stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true), handler);
 *           }
 *         }));
 * }</pre>
 *
 * <p>An {@code HttpObjectAggregator} and an {@code HttpContentCompressor} may stand between the
 * codec and this handler; streams and snapshots are neither collected nor compressed. A stream
 * takes its connection over: behind its header the {@code HttpServerCodec} leaves the pipeline,
 * whatever else the client sends is dropped, and the connection is closed in the end, or when it
 * has taken nothing of a frame for eight seconds ({@link dev.framecast.http.Limits}). Its SO_SNDBUF
 * is set to 128 KiB, so that old frames do not pile up in the kernel, and its writability no longer
 * changes. Over HTTP/2 a stream takes over its own channel alone: it ends with END_STREAM, or with
 * RST_STREAM when it has taken nothing for as long, and the connection goes on.
 *
 * <p>Threads: everything is done on the channel's event loop, and nothing there blocks; an {@link
 * dev.framecast.access.Access} is asked on one of four threads ({@code framecast-access}), for
 * which 1,000 requests may wait, and the rest is answered 503. This class is safe for use by any
 * number of event loops. Frames are sent from where the camera keeps them and released there;
 * nothing is copied.
 */
@ChannelHandler.Sharable
public final class MjpegHandler extends ChannelHandlerAdapter {
  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~!$&'()*+,;=:@%-]+)*");

  private static final SmallWrites SMALL_WRITES = new SmallWrites();

  private final CameraHttp http;
  private final String prefix;
  private final StreamOptions options;
  private final ExecutorService accessThreads = AccessThreads.start();
  private final Map<EventExecutor, FrameLoop> loops = new ConcurrentHashMap<>();
  private final Map<ChannelHandlerContext, CameraChannel> channels = new ConcurrentHashMap<>();
  private volatile boolean draining;

  /**
   * Serves these cameras at the root: all requests are for them.
   *
   * @param cameras stay the caller's; may change meanwhile
   */
  public MjpegHandler(CameraGroup cameras) {
    this(cameras, "");
  }

  /**
   * Serves these cameras below a prefix.
   *
   * @param cameras stay the caller's; may change meanwhile
   * @param prefix such as {@code /cams}, percent-encoded; empty or {@code /} for the root
   * @throws IllegalArgumentException when the prefix does not begin with a slash, ends with one, or
   *     is no path
   */
  public MjpegHandler(CameraGroup cameras, String prefix) {
    this(cameras, prefix, HttpRules.DEFAULT);
  }

  /**
   * Serves these cameras below a prefix, to those whom the rules let in.
   *
   * @param cameras stay the caller's; may change meanwhile
   * @param prefix such as {@code /cams}, percent-encoded; empty or {@code /} for the root
   * @param rules which hosts are served, who may see which cameras, and which other sites may show
   *     pictures
   * @throws IllegalArgumentException when the prefix does not begin with a slash, ends with one, or
   *     is no path
   */
  public MjpegHandler(CameraGroup cameras, String prefix, HttpRules rules) {
    this(cameras, prefix, rules, StreamOptions.DEFAULT.withSilence(rules.limits().silence()));
  }

  MjpegHandler(CameraGroup cameras, String prefix, HttpRules rules, StreamOptions options) {
    this.http = new CameraHttp(cameras, rules);
    this.prefix = checked(prefix);
    this.options = options;
  }

  /** Counts those who are served. */
  Admissions admissions() {
    return http.admissions();
  }

  Duration silence() {
    return options.silence();
  }

  /** Ends all streams in order, and answers nothing new. Does not wait; any thread. */
  void drain() {
    http.admissions().close();
    draining = true;
    channels.forEach(MjpegHandler::drain);
  }

  /** Nobody is asked any more who may see what. Does not wait; any thread. */
  void end() {
    accessThreads.shutdown();
  }

  private static void drain(ChannelHandlerContext ctx, CameraChannel connection) {
    try {
      ctx.executor().execute(() -> connection.drain(ctx));
    } catch (RejectedExecutionException e) {
      // The loop has ended, and with it the connection.
    }
  }

  static String checked(String prefix) {
    Objects.requireNonNull(prefix, "prefix");
    String path = prefix.equals("/") ? "" : prefix;
    if (!PREFIX.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "path \""
              + prefix
              + "\": must be empty, or begin with a slash and not end with one, such as /cams");
    }
    return path;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    // What belongs to one connection is in a handler of its own, right behind this one.
    FrameLoop loop =
        loops.computeIfAbsent(ctx.channel().eventLoop(), key -> new FrameLoop(key, options));
    CameraChannel connection = new CameraChannel(http, prefix, loop, accessThreads);
    channels.put(ctx, connection);
    ctx.pipeline().addAfter(ctx.name(), null, connection);
    if (draining) { // a connection that came at the last moment hears why it is not answered
      connection.drainNext();
    }
    if (ctx.channel() instanceof Http2StreamChannel) {
      ctx.pipeline().addBefore(ctx.name(), null, SMALL_WRITES);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    CameraChannel connection = channels.remove(ctx);
    if (connection != null && ctx.pipeline().context(connection) != null) {
      ctx.pipeline().remove(connection);
    }
    if (ctx.pipeline().context(SMALL_WRITES) != null) {
      ctx.pipeline().remove(SMALL_WRITES);
    }
  }
}
