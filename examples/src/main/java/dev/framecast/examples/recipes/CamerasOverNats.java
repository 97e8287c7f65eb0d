package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.nats.NatsCameras;
import dev.framecast.nats.NatsLink;
import dev.framecast.nats.NatsPublisher;
import dev.framecast.netty.MjpegServer;
import dev.framecast.source.FrameSources;
import java.io.IOException;

/**
 * Two nodes that share cameras over NATS. {@code CamerasOverNats capture ADDRESS} has a camera, and
 * {@code CamerasOverNats show} serves a page with all cameras of the site.
 */
public final class CamerasOverNats {
  private CamerasOverNats() {}

  /** Ends when it is killed. */
  public static void main(String[] args) throws IOException, InterruptedException {
    String servers = System.getenv().getOrDefault("NATS", "nats://127.0.0.1:4222");
    if (args.length == 2 && args[0].equals("capture")) {
      capture(servers, args[1]);
    } else {
      show(servers);
    }
  }

  // tag::nodes[]
  /** A node that has a camera, as other nodes may have it, too: one of them captures it. */
  static void capture(String servers, String address) throws InterruptedException {
    try (NatsLink nats = NatsLink.open(servers);
        Cameras cameras = new Cameras();
        NatsPublisher publisher = NatsPublisher.start(nats, "berlin", cameras)) {
      cameras.add("door", publisher.shared("door", FrameSources.of(address)));
      Thread.currentThread().join();
    }
  }

  /** A node that shows all cameras of the site. */
  static void show(String servers) throws IOException, InterruptedException {
    try (NatsLink nats = NatsLink.open(servers);
        Cameras cameras = new Cameras();
        MjpegServer server = MjpegServer.builder(cameras).port(8080).start()) {
      NatsCameras.follow(nats, "berlin", cameras); // until the link is closed
      System.out.println("open " + server.uri());
      server.awaitClose();
    }
  }
  // end::nodes[]
}
