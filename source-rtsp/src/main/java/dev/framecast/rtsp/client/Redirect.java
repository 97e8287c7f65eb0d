package dev.framecast.rtsp.client;

import dev.framecast.internal.NetworkAddress;
import dev.framecast.rtsp.wire.Message;
import dev.framecast.rtsp.wire.Target;
import dev.framecast.source.SourceException;
import dev.framecast.source.SourceException.Kind;
import java.util.Set;

/** Where a camera sends us to. */
final class Redirect {
  private Redirect() {}

  /** The address to ask instead, with the login only if it is the same host's. */
  static Target follow(Target from, Message answer) throws SourceException {
    String location = answer.first("location").orElse("");
    NetworkAddress to;
    try {
      to = NetworkAddress.parse(location, Set.of("rtsp", "rtsps"), "must be rtsp://");
    } catch (IllegalArgumentException e) {
      throw from.error(Kind.BROKEN, "redirects to something that is no RTSP address");
    }
    boolean tls = to.scheme().equals("rtsps");
    if (from.isTls() && !tls) {
      throw from.error(Kind.UNSUPPORTED, "redirects from rtsps to rtsp, which is not encrypted");
    }
    boolean same = to.host().equalsIgnoreCase(from.host());
    return new Target(
        tls,
        to.host(),
        to.port(),
        to.target(),
        same ? from.user() : null,
        same ? from.password() : "",
        from.shown());
  }
}
