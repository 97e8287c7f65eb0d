package dev.framecast.nats;

import dev.framecast.Await;
import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.camera.CameraOptions;
import dev.framecast.camera.CameraState;
import dev.framecast.frame.Rendition;
import dev.framecast.source.FrameSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * A node in a process of its own. {@code publish URL SITE WIDTHxHEIGHT@FPS PREFIX COUNT} has so
 * many cameras; {@code watch URL SITE ID VIEWERS} watches one, and says each second what it has
 * seen; {@code drain URL SITE PREFIX COUNT} has all frames of so many come. Ends when its standard
 * input does.
 */
final class Node {
  private Node() {}

  public static void main(String[] args) throws Exception {
    try (NatsLink link = NatsLink.open(args[1]);
        Cameras cameras = new Cameras()) {
      if (args[0].equals("publish")) {
        publish(link, cameras, args);
      } else if (args[0].equals("drain")) {
        drain(link, cameras, args);
      } else {
        watch(link, cameras, args);
      }
    }
  }

  private static void publish(NatsLink link, Cameras cameras, String[] args) throws Exception {
    String[] size = args[3].split("[x@]", -1);
    CameraOptions options = CameraOptions.builder().linger(Duration.ofMillis(500)).build();
    try (NatsPublisher publisher = NatsPublisher.start(link, args[2], cameras)) {
      String before = publisher.node();
      int count = Integer.parseInt(args[5]);
      for (int i = 0; i < count; i++) {
        String id = count == 1 ? args[4] : args[4] + i;
        FrameSource source =
            NumberedJpegs.source(
                Integer.parseInt(size[0]), Integer.parseInt(size[1]), Double.parseDouble(size[2]));
        cameras.add(
            id,
            publisher.shared(
                id,
                () -> {
                  System.out.println("opened " + id);
                  return source.open();
                }),
            options);
      }
      Await.until("it has listened to the others", () -> !publisher.node().equals(before));
      System.out.println("ready " + publisher.node());
      while (System.in.read() >= 0) {
        // until whoever has started this ends it
      }
    }
  }

  /** Has all frames come, and does nothing with them. */
  private static void drain(NatsLink link, Cameras cameras, String[] args) throws Exception {
    for (int i = 0; i < Integer.parseInt(args[4]); i++) {
      cameras.add(args[3] + i, new NatsSource(link, args[2], args[3] + i)).subscribe();
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // until whoever has started this ends it
    }
  }

  private static void watch(NatsLink link, Cameras cameras, String[] args) throws Exception {
    Camera camera = cameras.add(args[3], new NatsSource(link, args[2], args[3]));
    List<Viewer> viewers = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[4]); i++) {
      viewers.add(new Viewer(camera, Rendition.SOURCE));
    }
    System.out.println("ready");
    long told = System.nanoTime();
    while (System.in.available() == 0) {
      LockSupport.parkNanos(10_000_000);
      if (System.nanoTime() - told > 1_000_000_000L) {
        told = System.nanoTime();
        System.out.printf(
            Locale.ROOT,
            "seen %d live %b broken %d%n",
            viewers.get(0).live(),
            camera.state() == CameraState.LIVE,
            viewers.stream().mapToLong(Viewer::broken).sum());
      }
    }
    viewers.forEach(Viewer::close);
  }
}
