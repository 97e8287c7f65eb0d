package dev.framecast.netty.request;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Marks requests as malformed that the decoder lets pass and a server has to refuse. Not for the
 * pipelines of others, who have rules of their own.
 */
@ChannelHandler.Sharable
public final class StrictRequests extends ChannelInboundHandlerAdapter {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=%:\\[\\]-]*");
  private static final Pattern TARGET = Pattern.compile("[\\x21-\\x7E\\x80-\\xFF]+");

  /** A version of HTTP that we do not speak. */
  static final class VersionException extends Exception {
    private static final long serialVersionUID = 1L;

    VersionException(HttpVersion version) {
      super(version.text());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
      if (request.protocolVersion().majorVersion() != 1) {
        request.setDecoderResult(
            DecoderResult.failure(new VersionException(request.protocolVersion())));
      } else if (!hasHost(request) || !TARGET.matcher(request.uri()).matches()) {
        request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException()));
      }
    }
    ctx.fireChannelRead(message);
  }

  /** RFC 9112, 3.2: one and no more, which only HTTP/1.0 may leave out. */
  private static boolean hasHost(HttpRequest request) {
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.isEmpty()) {
      return request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
    }
    return hosts.size() == 1 && HOST.matcher(hosts.get(0)).matches();
  }
}
