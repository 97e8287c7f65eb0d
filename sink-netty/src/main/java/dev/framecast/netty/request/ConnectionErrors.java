package dev.framecast.netty.request;

import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Which failures of connections are the network's or the client's, and so no news. */
final class ConnectionErrors {
  private ConnectionErrors() {}

  static boolean isTheClients(Throwable failure) {
    return isExpected(failure)
        || ((failure instanceof CodecException || failure instanceof Http2FrameStreamException)
            && isExpected(failure.getCause()));
  }

  /** What TLS complains of is an IOException, too. */
  private static boolean isExpected(@Nullable Throwable failure) {
    return failure instanceof IOException || failure instanceof Http2Exception;
  }
}
