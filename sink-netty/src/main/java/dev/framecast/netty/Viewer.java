package dev.framecast.netty;

import dev.framecast.http.HttpAnswer;
import dev.framecast.mjpeg.MjpegWriter;
import dev.framecast.stream.Delivery;
import dev.framecast.stream.SharedFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One viewer's stream, from the response's header to the end of the connection: writes what its
 * {@link Delivery} says. Confined to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class Viewer implements Delivery.Outlet<PartBuffers>, ChannelFutureListener, Watched {
  private static final WriteBufferWaterMark UNHEEDED =
      new WriteBufferWaterMark(Integer.MAX_VALUE - 1, Integer.MAX_VALUE);

  private final ChannelHandlerContext ctx;

  private final FrameLoop loop;
  private final Delivery<PartBuffers> delivery;
  private final WriteProgress progress = new WriteProgress();

  /** Frames are written from here: below the HTTP encoder, which has no part in them, or null. */
  private @Nullable ChannelHandlerContext belowHttp;

  /** Whether the channel writes on this thread, and knows at once what it has sent. */
  private boolean tellsAtOnce;

  /** The channel, if it is of that kind. */
  private @Nullable EpollSocketChannel epoll;

  private @Nullable SharedFrame<PartBuffers> inFlight;
  private PartBuffers.@Nullable View view;
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
    this.delivery = new Delivery<>(loop.feeds(), stream);
  }

  /** The header has left: begins with the newest frame, if there is one. */
  void begin() {
    if (ended) {
      return;
    }
    Channel channel = ctx.channel();
    leaveHttp(ctx.pipeline());
    // An io_uring does not.
    tellsAtOnce =
        belowHttp != null
            && belowHttp.executor() == channel.eventLoop()
            && (channel instanceof EpollSocketChannel || channel instanceof NioSocketChannel);
    epoll = channel instanceof EpollSocketChannel socket ? socket : null;
    channel.config().setOption(ChannelOption.SO_SNDBUF, loop.options().sendBufferBytes());
    channel.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, loop.options().notSentBytes());
    // One frame is in flight at most, and nobody listens: no events for each frame, please.
    channel.config().setWriteBufferWaterMark(UNHEEDED);
    loop.watch(this);
    delivery.begin(this);
  }

  /** The rest of the connection is a stream: no more is parsed, guarded or encoded. */
  private void leaveHttp(ChannelPipeline pipeline) {
    if (pipeline.get(IdleGuard.class) != null) {
      pipeline.remove(IdleGuard.class);
    }
    if (pipeline.get(HttpServerCodec.class) != null) {
      StreamOnly rest = loop.streamOnly();
      pipeline.replace(HttpServerCodec.class, null, rest);
      belowHttp = pipeline.context(rest);
    } else {
      belowHttp = pipeline.context(HttpResponseEncoder.class);
    }
  }

  @Override
  public boolean isFree() {
    return inFlight == null;
  }

  @Override
  public void send(SharedFrame<PartBuffers> frame, PartBuffers part) {
    if (!opened) {
      // Needs memory; should there be none, the next frame is another try.
      writePiece(opening());
      opened = true;
    }
    try {
      EpollSocketChannel socket = seesTheSocket() ? epoll : null;
      long sent = socket == null ? 0 : part.gather().writeTo(socket);
      if (socket == null || sent < part.gather().bytes()) {
        sendRest(frame, part.view(sent));
      } // else it is out; most frames end here, with one call and no garbage
    } catch (RuntimeException | Error e) {
      // Half a frame may be written, behind which nothing can follow; nor is the view whole.
      view = null;
      ctx.close();
      landed();
      throw e;
    }
  }

  /** Whether what was flushed and does not lie in the channel's own buffer has been sent. */
  private boolean seesTheSocket() {
    // A handler in front (TLS, traffic shaping) keeps bytes of its own, and may come at any time.
    return tellsAtOnce && ctx.pipeline().firstContext() == belowHttp;
  }

  private void sendRest(SharedFrame<PartBuffers> frame, PartBuffers.View rest) {
    frame.retain();
    inFlight = frame;
    view = rest;
    progress.restart();
    write(rest);
  }

  private void write(PartBuffers.View of) {
    writePiece(of.before());
    writePiece(of.jpeg());
    if (!seesTheSocket()) {
      writeLast(of.after());
      return;
    }
    writePiece(of.after());
    flush();
    ChannelOutboundBuffer out = ctx.channel().unsafe().outboundBuffer();
    if (out == null) {
      // The channel is closed, or only its output is, which nobody would hear of.
      landed();
      ctx.close();
    } else if (out.isEmpty()) {
      landed();
    } else {
      writeLast(Unpooled.EMPTY_BUFFER);
    }
  }

  /** The piece that tells of all. */
  private void writeLast(ByteBuf piece) {
    ChannelPromise written = ctx.newPromise();
    written.addListener(this);
    write(piece, written);
    flush();
  }

  private void flush() {
    (belowHttp == null ? ctx : belowHttp).flush();
  }

  /** The frame in flight is in the kernel, or lost; none of its bytes is looked at again. */
  private void landed() {
    SharedFrame<PartBuffers> sent = inFlight;
    PartBuffers.View used = view;
    inFlight = null;
    view = null;
    // First, because giving the view back may need memory.
    if (sent != null) {
      sent.release();
    }
    if (used != null) {
      used.close();
    }
  }

  private ByteBuf opening() {
    ByteBuf opening = ctx.alloc().directBuffer(MjpegWriter.MAX_HEAD_BYTES);
    ByteBuffer room = opening.nioBuffer(0, MjpegWriter.MAX_HEAD_BYTES);
    delivery.opening().opening(room);
    return opening.writerIndex(room.position());
  }

  /** Nobody asks after this piece: the last one of a frame tells of all. */
  private void writePiece(ByteBuf bytes) {
    if (!bytes.isReadable()) {
      bytes.release();
      return;
    }
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
    landed();
    if (ended) {
      return;
    }
    if (written.isSuccess()) {
      delivery.next();
    } else {
      ctx.close();
    }
  }

  @Override
  public void finish() {
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
    if (ended) {
      return;
    }
    if (inFlight == null) {
      delivery.look(now);
    } else if (progress.silence(ctx.channel(), now) >= loop.options().silence().toNanos()) {
      ctx.close();
    }
  }

  /** Stops watching. A frame in flight is let go of when its write ends. Idempotent. */
  void end() {
    if (!ended) {
      ended = true;
      delivery.close();
      loop.unwatch(this);
    }
  }
}
