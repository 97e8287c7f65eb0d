package dev.framecast.spring;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraGroup;
import dev.framecast.camera.CameraOptions;
import dev.framecast.nats.NatsCameras;
import dev.framecast.nats.NatsLink;
import dev.framecast.nats.NatsPublisher;
import dev.framecast.source.FrameSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shares cameras over NATS. */
final class NatsRelay implements Relay, AutoCloseable {
  private static final String PREFIX = FramecastProperties.PREFIX + ".nats.";

  private final NatsLink link;
  private final FramecastProperties.Nats properties;
  private final @Nullable NatsPublisher publisher;
  private volatile @Nullable NatsCameras following;

  /** None before they are made, as their sources are made with the publisher. */
  private volatile @Nullable CameraGroup cameras;

  /**
   * Begins with no cameras.
   *
   * @throws InvalidPropertyException when no site can have that name
   */
  NatsRelay(NatsLink link, FramecastProperties.Nats properties) {
    this.link = link;
    this.properties = properties;
    this.publisher =
        properties.publish()
            ? InvalidPropertyException.in(
                PREFIX + "site", () -> NatsPublisher.start(link, properties.site(), new Later()))
            : null;
  }

  /** Those that will be there. */
  private final class Later implements CameraGroup {
    @Override
    public @Nullable Camera find(String id) {
      CameraGroup there = cameras;
      return there == null ? null : there.find(id);
    }

    @Override
    public List<Camera> all() {
      CameraGroup there = cameras;
      return there == null ? List.of() : there.all();
    }
  }

  /**
   * Opens a link.
   *
   * @throws InvalidPropertyException when a property cannot be
   */
  static NatsLink open(FramecastProperties.Nats properties) {
    String servers = String.valueOf(properties.servers());
    NatsLink.Builder builder =
        InvalidPropertyException.in(PREFIX + "servers", () -> NatsLink.builder(servers));
    String username = properties.username();
    String password = properties.password();
    if ((username == null) != (password == null)) {
      throw new InvalidPropertyException(
          PREFIX + (username == null ? "username" : "password"),
          "must be there where the other one of username and password is");
    }
    long logins =
        Stream.of(username, properties.token(), properties.nkey(), properties.credentials())
            .filter(each -> each != null)
            .count();
    if (logins > 1) {
      throw new InvalidPropertyException(
          PREFIX + "username, token, nkey, credentials", "must be one of them at most");
    }
    if (username != null && password != null) {
      builder.user(username, password);
    }
    String token = properties.token();
    if (token != null) {
      builder.token(token);
    }
    file("nkey", properties.nkey(), builder::nkey);
    file("credentials", properties.credentials(), builder::credentials);
    file("trust", properties.trust(), builder::trust);
    return InvalidPropertyException.in(PREFIX + "servers", builder::open);
  }

  /** Takes a file in. */
  @FunctionalInterface
  private interface Taking {
    NatsLink.Builder take(Path file) throws IOException;
  }

  private static void file(String name, @Nullable String file, Taking taking) {
    if (file == null) {
      return;
    }
    try {
      NatsLink.Builder unused = taking.take(Path.of(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidPropertyException(PREFIX + name, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public FrameSource source(String id, FrameSource source) {
    return publisher == null ? source : publisher.shared(id, source);
  }

  @Override
  public void begin(Cameras made) {
    cameras = made;
    if (properties.follow()) {
      following =
          InvalidPropertyException.in(
              PREFIX + "site", () -> NatsCameras.follow(link, properties.site(), made));
    }
  }

  @Override
  public boolean has(String id) {
    NatsCameras present = following;
    return present != null && present.has(id);
  }

  @Override
  public Camera add(Cameras to, String id, FrameSource source, CameraOptions options) {
    NatsCameras present = following;
    return present == null ? to.add(id, source, options) : present.addOwn(id, source, options);
  }

  @Override
  public void close() {
    if (publisher != null) {
      publisher.close();
    }
    NatsCameras present = following;
    if (present != null) {
      present.close();
    }
  }
}
