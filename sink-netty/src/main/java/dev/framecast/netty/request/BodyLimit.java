package dev.framecast.netty.request;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;

/**
 * Bodies of requests are read and dropped, up to a limit: one that says that it is longer is
 * refused, and one that does not say so ends with the connection. Confined to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed close ends in channelInactive
public final class BodyLimit extends ChannelInboundHandlerAdapter {

  /** A body that is longer than anybody here wants. */
  static final class TooLargeException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final int most;
  private long bytes;

  /**
   * @param most bytes
   */
  public BodyLimit(int most) {
    this.most = most;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request) {
      bytes = 0;
      if (request.decoderResult().isSuccess() && length(request) > most) {
        request.setDecoderResult(DecoderResult.failure(new TooLargeException()));
      }
    }
    if (message instanceof HttpContent content) {
      bytes += content.content().readableBytes();
      if (bytes > most) {
        ReferenceCountUtil.release(message);
        ctx.close();
        return;
      }
    }
    ctx.fireChannelRead(message);
  }

  private static long length(HttpRequest request) {
    try {
      return HttpUtil.getContentLength(request, 0L);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
