package dev.framecast.discovery;

import dev.framecast.internal.NetworkAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * Something that says by multicast DNS that it has RTSP.
 *
 * @param sender who answered: its stream is taken to be there, whatever host it names
 * @param name what it calls itself
 * @param address its stream's
 */
record RtspService(InetAddress sender, String name, String address) {
  private static final String RIGHT = "must be rtsp://host/path";

  /**
   * A service, with nothing in its address that a screen minds, nor a shell in single quotes.
   *
   * @param path as it names it: some with a slash before it, some without, and with a query
   * @throws IllegalArgumentException when that is none
   */
  static RtspService of(InetAddress sender, String name, int port, String path) {
    if (path.length() > ProbeMatch.MOST_ADDRESS) {
      throw new IllegalArgumentException(RIGHT);
    }
    String host = ProbeMatch.host(sender);
    String target = path.startsWith("/") ? path : "/" + path;
    NetworkAddress named =
        NetworkAddress.parse("rtsp://" + host + ":" + port + target, Set.of("rtsp"), RIGHT);
    return new RtspService(
        sender, Words.clean(name), ProbeMatch.at(host, named).withoutCredentials());
  }

  /** It tells neither what its pictures are nor whether it wants a login. */
  FoundCamera camera() {
    return new FoundCamera(
        sender.getHostAddress(),
        name,
        List.of(new FoundStream(address, "RTSP", 0, 0)),
        "",
        false,
        "");
  }
}
