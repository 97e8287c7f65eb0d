package dev.framecast.netty.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Hands what is written to an HTTP/2 stream on in small pieces. Netty tells of a whole write alone
 * that the client has taken it; with pieces a slow client shows that it takes something. Nothing is
 * copied.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the last piece tells of all
@ChannelHandler.Sharable
public final class SmallWrites extends ChannelOutboundHandlerAdapter {
  static final int PIECE_BYTES = 32 * 1024;

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (!(message instanceof HttpContent content)
        || content.content().readableBytes() <= PIECE_BYTES) {
      ctx.write(message, promise);
      return;
    }
    if (message instanceof FullHttpResponse full) {
      HttpResponse head =
          new DefaultHttpResponse(full.protocolVersion(), full.status(), full.headers());
      ctx.write(head);
    }
    ByteBuf bytes = content.content();
    while (bytes.readableBytes() > PIECE_BYTES) {
      ctx.write(new DefaultHttpContent(bytes.readRetainedSlice(PIECE_BYTES)));
    }
    ByteBuf rest = bytes.readRetainedSlice(bytes.readableBytes());
    ctx.write(
        message instanceof LastHttpContent last
            ? new DefaultLastHttpContent(rest, last.trailingHeaders())
            : new DefaultHttpContent(rest),
        promise);
    content.release();
  }
}
