package dev.framecast.netty.request;

import dev.framecast.frame.Frame;
import dev.framecast.http.HttpAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContentEncoder;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;

/**
 * Makes responses out of core's answers to one request.
 *
 * @param headOnly whether the client asked for the header alone
 * @param keepAlive whether the connection stays open behind a response with an end
 * @param version the client's
 */
public record Responses(boolean headOnly, boolean keepAlive, HttpVersion version) {

  public static Responses to(HttpRequest request) {
    return new Responses(
        request.method().equals(HttpMethod.HEAD),
        HttpUtil.isKeepAlive(request),
        request.protocolVersion());
  }

  public FullHttpResponse content(HttpAnswer.Content content) {
    return whole(
        HttpResponseStatus.valueOf(content.status()),
        content.headers(),
        Unpooled.wrappedBuffer(content.body()),
        content.hasBody());
  }

  /** The frame must stay open until this is written. */
  public FullHttpResponse snapshot(
      HttpAnswer.Snapshot request, Frame frame, ChannelHandlerContext ctx) {
    FullHttpResponse response =
        whole(
            HttpResponseStatus.OK,
            request.headers(frame),
            Unpooled.wrappedBuffer(frame.bytes()),
            true);
    return sparedOfCompression(response, ctx);
  }

  private FullHttpResponse whole(
      HttpResponseStatus status, Map<String, String> headers, ByteBuf body, boolean hasBody) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, status, headOnly ? Unpooled.EMPTY_BUFFER : body);
    headers.forEach(response.headers()::set);
    if (hasBody) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    }
    HttpUtil.setKeepAlive(response.headers(), version, keepAlive);
    if (headOnly) {
      body.release();
    }
    return response;
  }

  /** The header of a stream, which ends with the connection; all of it for a HEAD. */
  public HttpResponse stream(HttpAnswer.Stream stream, ChannelHandlerContext ctx) {
    HttpResponse response =
        headOnly
            ? new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER)
            : new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    stream.headers().forEach(response.headers()::set);
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return sparedOfCompression(response, ctx);
  }

  /** A compressor leaves alone what is said to be encoded; JPEGs would only be held up in it. */
  private static <R extends HttpResponse> R sparedOfCompression(
      R response, ChannelHandlerContext ctx) {
    if (ctx.pipeline().get(HttpContentEncoder.class) != null) {
      response.headers().set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.IDENTITY);
    }
    return response;
  }
}
