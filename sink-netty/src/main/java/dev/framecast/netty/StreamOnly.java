package dev.framecast.netty;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * Stands where the HTTP codec was, on a connection that has become a stream: what the client still
 * sends is dropped unread. The codec would parse it, and remember each request for an answer that
 * never comes.
 */
@ChannelHandler.Sharable
final class StreamOnly extends ChannelInboundHandlerAdapter {
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }
}
