package dev.framecast.source.http;

import dev.framecast.internal.NetworkAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An http address as people write it for cameras, taken apart so that its secrets stay apart. */
final class CameraUrl {
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final String RIGHT =
      "must be http://host[:port]/path or https://..., with user:password@ if need be";

  private final NetworkAddress address;
  private final URI uri;

  private CameraUrl(NetworkAddress address, URI uri) {
    this.address = address;
    this.uri = uri;
  }

  /** Passwords are taken as they stand where it is clear that they are passwords. */
  static CameraUrl parse(String text) {
    NetworkAddress address = NetworkAddress.parse(text, SCHEMES, RIGHT);
    URI uri;
    try {
      // In ASCII, because the JDK's client sends a question mark for everything else.
      uri = URI.create(new URI(address.withoutCredentials()).toASCIIString());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw unusable(address); // not with the cause: its message might quote more than it should
    }
    if (uri.getHost() == null) {
      throw unusable(address);
    }
    return new CameraUrl(address, uri);
  }

  private static IllegalArgumentException unusable(NetworkAddress address) {
    return new IllegalArgumentException("address \"" + address + "\": " + RIGHT);
  }

  /** Without credentials. */
  URI uri() {
    return uri;
  }

  /** The credentials of the address, or null. */
  @Nullable HttpAuth auth() {
    String user = address.user();
    return user == null ? null : new HttpAuth(user, address.password());
  }

  /** For people: without credentials, and without the values of parameters that look so. */
  @Override
  public String toString() {
    return address.toString();
  }
}
