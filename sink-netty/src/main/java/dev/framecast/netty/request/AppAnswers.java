package dev.framecast.netty.request;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which answers of the app behind us are still to come: answers go out in the order of the requests
 * (RFC 9112, 9.3.2). Confined to the event loop.
 */
final class AppAnswers {
  private final Deque<HttpMethod> awaited = new ArrayDeque<>();

  /** Whether what is being written is followed by another answer to the same request (1xx). */
  private boolean interim;

  private boolean last;
  private boolean upgraded;

  /** The app is handed that request. */
  void expect(HttpRequest request) {
    awaited.add(request.method());
  }

  /** The app writes that. */
  void written(Object message) {
    if (message instanceof HttpResponse response) {
      HttpResponseStatus status = response.status();
      boolean switches = status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
      boolean tunnels =
          status.codeClass() == HttpStatusClass.SUCCESS
              && HttpMethod.CONNECT.equals(awaited.peek());
      upgraded |= switches || tunnels;
      interim = status.codeClass() == HttpStatusClass.INFORMATIONAL && !switches;
      last |= !interim && !HttpUtil.isKeepAlive(response);
    }
    if (message instanceof LastHttpContent) {
      if (!interim) {
        awaited.poll();
      }
      interim = false;
    }
  }

  boolean areAwaited() {
    return !awaited.isEmpty();
  }

  /** Whether the connection ends behind what the app has answered. */
  boolean areOver() {
    return last && awaited.isEmpty();
  }

  /** Whether the connection speaks HTTP no longer: nothing that comes is a request. */
  boolean isUpgraded() {
    return upgraded;
  }
}
