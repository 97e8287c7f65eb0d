package dev.framecast.netty.request;

import java.time.Duration;

/**
 * How long clients may take.
 *
 * @param firstRequest from the connection's beginning until its first request is whole
 * @param keepAlive between an answer and the next request
 * @param silence while something is written to it of which it takes nothing
 */
public record Patience(Duration firstRequest, Duration keepAlive, Duration silence) {

  /** The same, but with that time left until the first request. */
  public Patience withFirstRequest(Duration left) {
    return new Patience(left, keepAlive, silence);
  }
}
