package dev.framecast.nats.wire;

import io.nats.client.impl.Headers;

/** What can be said in a message. */
public interface Headed {
  /** That something is said is all there is to say. */
  Headed EMPTY = Headers::new;

  /** What stands in the headers. */
  Headers headers();

  /** What stands behind them; nothing for most. The receiver's from here on. */
  default byte[] body() {
    return new byte[0];
  }
}
