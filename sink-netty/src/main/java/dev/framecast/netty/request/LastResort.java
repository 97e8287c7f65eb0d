package dev.framecast.netty.request;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.lang.System.Logger.Level;

/** The end of the server's pipeline: requests that are not for cameras, and what went wrong. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
@ChannelHandler.Sharable
public final class LastResort extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOG = System.getLogger("dev.framecast.netty.MjpegServer");

  private final String mount;

  public LastResort(String mount) {
    this.mount = mount;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request) {
      FullHttpResponse refusal =
          request.decoderResult().isSuccess()
              ? Refusal.of(HttpResponseStatus.NOT_FOUND, "the cameras are at " + mount + "/")
              : Refusal.ofMalformed(request);
      ctx.writeAndFlush(refusal).addListener(ChannelFutureListener.CLOSE);
    }
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!ConnectionErrors.isTheClients(cause)) {
      LOG.log(Level.WARNING, "a connection failed", cause);
    }
    ctx.close();
  }
}
