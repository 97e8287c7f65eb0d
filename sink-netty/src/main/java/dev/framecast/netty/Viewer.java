package dev.framecast.netty;

import dev.framecast.MjpegWriter;
import dev.framecast.Subscription;
import dev.framecast.http.HttpAnswer;
import dev.framecast.ring.FramePacer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One viewer's stream, from the response's header to the end of the connection. One frame is in
 * flight at a time, and what follows it is whatever is newest by then. Confined to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class Viewer implements ChannelFutureListener, Watched {
  /** How long a closed camera may take to paint its last slate. */
  private static final long LAST_SLATE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ChannelHandlerContext ctx;

  /** Frames are written from here: below the HTTP encoder, which has no part in them, or null. */
  private final @Nullable ChannelHandlerContext belowHttp;

  private final FrameLoop loop;
  private final Subscription subscription;
  private final MjpegWriter writer;
  private final FramePacer pacer;
  private final WriteProgress progress = new WriteProgress();

  /** Where the feed keeps this viewer. */
  int place;

  private @Nullable LoopFeed feed;
  private @Nullable SharedFrame inFlight;
  private long last;
  private boolean opened;
  private boolean isLast;
  private boolean ended;
  private long closedSince;

  Viewer(
      ChannelHandlerContext ctx,
      FrameLoop loop,
      HttpAnswer.Stream stream,
      Subscription subscription) {
    this.ctx = ctx;
    this.loop = loop;
    this.subscription = subscription;
    this.writer = stream.writer();
    this.pacer = new FramePacer(stream.maxFps());
    this.last = subscription.startAfter();
    ChannelHandlerContext codec = ctx.pipeline().context(HttpServerCodec.class);
    this.belowHttp = codec != null ? codec : ctx.pipeline().context(HttpResponseEncoder.class);
  }

  /** The header has left: begins with the newest frame, if there is one. */
  void begin() {
    if (ended) {
      return;
    }
    Channel channel = ctx.channel();
    channel.config().setOption(ChannelOption.SO_SNDBUF, loop.options().sendBufferBytes());
    channel.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, loop.options().notSentBytes());
    LoopFeed joined = loop.feed(subscription);
    feed = joined;
    joined.join(this);
    loop.watch(this);
    next(joined);
  }

  private void next(LoopFeed from) {
    boolean closed = from.isClosed();
    SharedFrame frame = from.newerThan(last);
    if (frame != null) {
      offer(frame, closed);
      frame.release();
    }
  }

  /** Sends that frame if this viewer has nothing to do and has not seen it, and if it is time. */
  void offer(SharedFrame frame, boolean cameraClosed) {
    if (ended || inFlight != null || frame.sequence() <= last) {
      return;
    }
    isLast = cameraClosed && !frame.live();
    if (isLast || pacer.isDue(frame.capturedNanos())) {
      pacer.passed(frame.capturedNanos());
      send(frame);
    }
  }

  private void send(SharedFrame frame) {
    frame.retain();
    inFlight = frame;
    last = frame.sequence();
    progress.restart();
    if (!opened) {
      opened = true;
      writePiece(opening());
    }
    SharedFrame.Part part = frame.part(writer, ctx.alloc());
    if (part.before.isReadable()) {
      writePiece(part.before.retainedDuplicate());
    }
    writePiece(frame.jpeg().retainedDuplicate());
    ChannelPromise written = ctx.newPromise();
    written.addListener(this);
    write(part.after.retainedDuplicate(), written);
    (belowHttp == null ? ctx : belowHttp).flush();
  }

  private ByteBuf opening() {
    ByteBuf opening = ctx.alloc().directBuffer(MjpegWriter.MAX_HEAD_BYTES);
    ByteBuffer room = opening.nioBuffer(0, MjpegWriter.MAX_HEAD_BYTES);
    writer.opening(room);
    return opening.writerIndex(room.position());
  }

  /** Nobody asks after this piece: the last one of a frame tells of all. */
  private void writePiece(ByteBuf bytes) {
    write(bytes, belowHttp == null ? ctx.newPromise() : ctx.channel().unsafe().voidPromise());
  }

  private void write(ByteBuf bytes, ChannelPromise promise) {
    if (belowHttp == null) {
      ctx.write(new DefaultHttpContent(bytes), promise);
    } else {
      belowHttp.write(bytes, promise);
    }
  }

  /** A frame is written, or never will be. */
  @Override
  public void operationComplete(ChannelFuture written) {
    SharedFrame sent = inFlight;
    inFlight = null;
    if (sent != null) {
      sent.release();
    }
    LoopFeed from = feed;
    if (ended || from == null) {
      return;
    }
    if (!written.isSuccess()) {
      ctx.close();
    } else if (isLast) {
      finish();
    } else {
      next(from);
    }
  }

  private void finish() {
    end();
    if (belowHttp == null) {
      ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
          .addListener(ChannelFutureListener.CLOSE);
    } else {
      ctx.close();
    }
  }

  @Override
  public void look(long now) {
    LoopFeed from = feed;
    if (ended || from == null) {
      return;
    }
    if (inFlight != null) {
      if (progress.silence(ctx.channel(), now) >= loop.options().silence().toNanos()) {
        ctx.close();
      }
    } else if (from.isClosed()) {
      closedSince = closedSince == 0 ? now : closedSince;
      if (now - closedSince >= LAST_SLATE_NANOS) {
        finish();
      }
    }
  }

  /** Stops watching. A frame in flight is let go of when its write ends. Idempotent. */
  void end() {
    if (ended) {
      return;
    }
    ended = true;
    subscription.close();
    LoopFeed from = feed;
    if (from != null) {
      from.leave(this);
      loop.unwatch(this);
    }
  }
}
