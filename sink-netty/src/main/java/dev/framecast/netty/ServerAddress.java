package dev.framecast.netty;

import dev.framecast.http.HttpRules;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where a server listens, as it was told, and how it is reached.
 *
 * @param path below which everything is
 */
record ServerAddress(String scheme, String host, int port, String path) {
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  InetSocketAddress resolved() throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("cannot listen on " + host + ":" + port + ": no such host");
    }
    return address;
  }

  /** What a browser of this machine is to open for a server that listens there. */
  URI uri(InetSocketAddress bound) {
    String reachable = bound.getAddress().isAnyLocalAddress() ? "localhost" : host;
    boolean bare = reachable.indexOf(':') >= 0 && !reachable.startsWith("[");
    return URI.create(
        scheme
            + "://"
            + (bare ? "[" + reachable + "]" : reachable)
            + ":"
            + bound.getPort()
            + path
            + "/");
  }

  /** Those rules, and the names by which a server there is reached. */
  HttpRules allowOwnNames(HttpRules rules, InetSocketAddress address) {
    HttpRules all = rules;
    if (!address.getAddress().isLoopbackAddress()) {
      all = all.toBuilder().localNames().build();
    }
    return HOST_NAME.matcher(host).matches() ? all.toBuilder().hosts(host).build() : all;
  }
}
