package dev.framecast.netty;

import dev.framecast.http.HttpAnswer;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.netty.request.IdleGuard;
import dev.framecast.stream.PeriodicCheck;
import dev.framecast.stream.SharedFrame;
import dev.framecast.stream.ViewerStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One viewer's connection, or stream of one, from the response's header to its end: writes what its
 * {@link ViewerStream} says. Confined to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class Viewer
    implements ViewerStream.Connection<FramePart>, ChannelFutureListener, PeriodicCheck.Checked {
  private static final WriteBufferWaterMark UNHEEDED =
      new WriteBufferWaterMark(Integer.MAX_VALUE - 1, Integer.MAX_VALUE);

  /**
   * Stands where the HTTP codec was: what the client still sends is dropped unread. The codec would
   * parse it, and remember each request for an answer that never comes.
   */
  private static final class DropInput extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
    }
  }

  private final ChannelHandlerContext ctx;
  private final FrameLoop loop;
  private final ViewerStream<FramePart> stream;
  private final StalledWrite stalled;

  /** Frames are written from here: below the HTTP encoder, which has no part in them, or null. */
  private @Nullable ChannelHandlerContext belowHttp;

  /** The channel, if it is of that kind. */
  private @Nullable EpollSocketChannel epoll;

  private @Nullable SharedFrame<FramePart> inFlight;
  private boolean sending;
  private boolean opened;
  private boolean ended;

  /**
   * Begins to watch, and writes nothing yet.
   *
   * @throws IllegalStateException when the camera was closed meanwhile
   */
  Viewer(ChannelHandlerContext ctx, FrameLoop loop, HttpAnswer.Stream stream) {
    this.ctx = ctx;
    this.loop = loop;
    this.stalled = new StalledWrite(ctx, loop);
    this.stream = new ViewerStream<>(loop.fanOut(), stream);
  }

  /** The header has left: begins with the newest frame, if there is one. */
  void begin() {
    if (ended) {
      return;
    }
    Channel channel = ctx.channel();
    leaveHttp(ctx.pipeline());
    epoll = channel instanceof EpollSocketChannel known ? known : null;
    ChannelConfig socket =
        channel instanceof Http2StreamChannel ? channel.parent().config() : channel.config();
    socket.setOption(ChannelOption.SO_SNDBUF, loop.options().sendBufferBytes());
    socket.setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, loop.options().notSentBytes());
    // One frame is in flight at most, and nobody listens: no events for each frame, please.
    channel.config().setWriteBufferWaterMark(UNHEEDED);
    loop.checks().add(this);
    stream.begin(this);
  }

  /** The rest of the connection is a stream: no more is parsed, guarded or encoded. */
  private void leaveHttp(ChannelPipeline pipeline) {
    if (pipeline.get(IdleGuard.class) != null) {
      pipeline.remove(IdleGuard.class);
    }
    if (pipeline.get(HttpServerCodec.class) != null) {
      DropInput rest = new DropInput();
      pipeline.replace(HttpServerCodec.class, null, rest);
      belowHttp = pipeline.context(rest);
    } else {
      belowHttp = pipeline.context(HttpResponseEncoder.class);
    }
  }

  @Override
  public boolean isFree() {
    return inFlight == null && ctx.channel().isActive();
  }

  @Override
  public void send(SharedFrame<FramePart> frame, FramePart part) {
    if (!opened) {
      // Needs memory; should there be none, the next frame is another try.
      write(opening(), unheeded());
      opened = true;
    }
    long sent = writesToSocket() && epoll != null ? part.writeTo(epoll) : 0;
    if (sent < part.bytes()) { // else it is out; most frames end here
      writeRest(frame, part, sent);
    }
  }

  /** Whether nobody is between us and the socket. */
  private boolean writesToSocket() {
    // A handler in front (TLS, traffic shaping) may come at any time.
    return belowHttp != null
        && ctx.pipeline().firstContext() == belowHttp
        && belowHttp.executor() == ctx.channel().eventLoop();
  }

  private void writeRest(SharedFrame<FramePart> frame, FramePart part, long sent) {
    frame.retain();
    inFlight = frame;
    stalled.restart();
    sending = true;
    try {
      ChannelPromise written = ctx.newPromise();
      written.addListener(this);
      long skip = sent;
      long left = part.bytes() - sent;
      for (ByteBuf piece : part.pieces()) {
        int from = (int) Math.min(skip, piece.readableBytes());
        int length = piece.readableBytes() - from;
        skip -= from;
        left -= length;
        if (length > 0) {
          // Nobody asks after such a piece: the last one of a frame tells of all.
          ChannelPromise promise = left == 0 ? written : unheeded();
          write(piece.retainedSlice(from, length), promise); // nothing is copied
        }
      }
      (belowHttp == null ? ctx : belowHttp).flush();
    } catch (RuntimeException | Error e) {
      // Half a frame may be written, behind which nothing can follow.
      ctx.close();
      releaseFrame();
      throw e;
    } finally {
      sending = false;
    }
  }

  private ByteBuf opening() {
    ByteBuf opening = ctx.alloc().directBuffer(MjpegWriter.MAX_HEAD_BYTES);
    ByteBuffer room = opening.nioBuffer(0, MjpegWriter.MAX_HEAD_BYTES);
    stream.opening().opening(room);
    return opening.writerIndex(room.position());
  }

  private ChannelPromise unheeded() {
    return belowHttp == null ? ctx.newPromise() : ctx.channel().unsafe().voidPromise();
  }

  private void write(ByteBuf bytes, ChannelPromise promise) {
    if (belowHttp == null) {
      ctx.write(new DefaultHttpContent(bytes), promise);
    } else {
      belowHttp.write(bytes, promise);
    }
  }

  /** A frame is written, or never will be: none of its bytes is looked at again. */
  private void releaseFrame() {
    SharedFrame<FramePart> sent = inFlight;
    inFlight = null;
    if (sent != null) {
      sent.release();
    }
  }

  @Override
  public void operationComplete(ChannelFuture written) {
    releaseFrame();
    if (ended) {
      return;
    }
    if (!written.isSuccess()) {
      ctx.close();
    } else if (!sending) { // else whoever sends goes on
      stream.next();
    }
  }

  /** Ends, with the frame that is on its way, if there is one. */
  void drain() {
    stream.drain();
  }

  @Override
  public void finish() {
    end();
    ByteBuffer closing = ByteBuffer.allocate(MjpegWriter.MAX_HEAD_BYTES);
    stream.opening().closing(closing);
    ByteBuf bytes = Unpooled.wrappedBuffer(closing.flip());
    ChannelFuture written =
        belowHttp == null
            ? ctx.writeAndFlush(new DefaultLastHttpContent(bytes))
            : belowHttp.writeAndFlush(bytes);
    if (!written.isDone()) {
      stalled.restart();
      loop.checks().add(stalled);
      written.addListener(done -> loop.checks().remove(stalled));
    }
    written.addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void check(long now) {
    if (ended) {
      return;
    }
    if (inFlight == null) {
      stream.check(now);
    } else if (stream.isOverdue(now)) {
      ctx.close();
    } else {
      stalled.check(now);
    }
  }

  /** Stops watching. A frame in flight is let go of when its write ends. Idempotent. */
  void end() {
    if (!ended) {
      ended = true;
      stream.close();
      loop.checks().remove(this);
    }
  }
}
