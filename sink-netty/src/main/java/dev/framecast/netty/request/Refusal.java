package dev.framecast.netty.request;

import dev.framecast.http.HttpAnswer;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;

/** Answers that core has no part in; the connection is closed behind them. */
public final class Refusal {
  private Refusal() {}

  public static FullHttpResponse of(HttpResponseStatus status, String line) {
    byte[] body = (line + "\n").getBytes(StandardCharsets.UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.DATE, new HttpDate().now())
        .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }

  /** One of core's, for a connection of which nothing is read. */
  public static FullHttpResponse of(HttpAnswer.Content content) {
    FullHttpResponse response =
        of(HttpResponseStatus.valueOf(content.status()), "")
            .replace(Unpooled.wrappedBuffer(content.body()));
    content.headers().forEach(response.headers()::set);
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, content.body().remaining());
    return response;
  }

  /** For a request that the HTTP decoder could not make sense of. */
  public static FullHttpResponse ofMalformed(HttpRequest request) {
    Throwable cause = request.decoderResult().cause();
    if (cause instanceof TooLongHttpLineException) {
      return of(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the request's address is too long");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return of(
          HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the request's header is too large");
    }
    if (cause instanceof BodyLimit.TooLargeException) {
      return of(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "the request's body is too large");
    }
    if (cause instanceof StrictRequests.VersionException) {
      return of(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "only HTTP/1.1 and 1.0 here");
    }
    return of(HttpResponseStatus.BAD_REQUEST, "the request is not HTTP as it should be");
  }
}
