package dev.framecast.netty.http2;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * What a stream begins with must be a request (RFC 9113, 8.3.1), or the stream is reset. Without it
 * Netty's conversion to HTTP/1.1 would take a header without a method for trailers, and the client
 * would wait for an answer to nothing. Leaves the pipeline behind the first frame.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
public final class FirstHeaders extends ChannelInboundHandlerAdapter {

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    if (!(frame instanceof Http2HeadersFrame first) || isRequest(first.headers())) {
      ctx.pipeline().remove(this);
      ctx.fireChannelRead(frame);
      return;
    }
    ReferenceCountUtil.release(frame);
    ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.PROTOCOL_ERROR))
        .addListener(ChannelFutureListener.CLOSE);
  }

  private static boolean isRequest(Http2Headers headers) {
    CharSequence method = headers.method();
    boolean connect = method != null && HttpMethod.CONNECT.asciiName().contentEquals(method);
    return method != null
        && isOneHost(headers)
        && (connect
            ? headers.authority() != null
            : isGiven(headers.path()) && headers.scheme() != null);
  }

  /** A Host is as good as the authority, and beside it says the same or makes no sense. */
  private static boolean isOneHost(Http2Headers headers) {
    CharSequence one = headers.authority();
    for (CharSequence host : headers.getAll(HttpHeaderNames.HOST)) {
      if (one != null && !AsciiString.contentEqualsIgnoreCase(one, host)) {
        return false;
      }
      one = host;
    }
    return true;
  }

  private static boolean isGiven(@Nullable CharSequence value) {
    return value != null && value.length() > 0;
  }
}
