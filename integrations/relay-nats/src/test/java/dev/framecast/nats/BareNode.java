package dev.framecast.nats;

import dev.framecast.Cameras;
import dev.framecast.camera.Camera;
import dev.framecast.frame.FrameSlot;
import dev.framecast.frame.Rendition;
import dev.framecast.jpeg.JpegCheck;
import dev.framecast.source.FrameSession;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What jnats alone needs for the same frames of the same cameras: {@code publish URL COUNT}, {@code
 * read URL COUNT}.
 */
final class BareNode {
  private BareNode() {}

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[2]);
    Connection connection = Nats.connect(args[1]); // until the process ends
    if (args[0].equals("read")) {
      Cameras cameras = new Cameras();
      for (int i = 0; i < count; i++) {
        BlockingQueue<byte[]> newest = new ArrayBlockingQueue<>(1);
        connection
            .createDispatcher(message -> newest.offer(message.getData()))
            .subscribe("bare.frames.c" + i);
        cameras.add("c" + i, () -> new Session(newest)).subscribe();
      }
      System.out.println("ready");
      while (System.in.read() >= 0) {
        // until whoever has started this ends it
      }
    } else {
      publish(connection, count);
    }
  }

  /** The same cameras, whose frames are published by jnats as they are. */
  private static void publish(Connection connection, int count) throws Exception {
    ExecutorService sender = Executors.newSingleThreadExecutor();
    try (Cameras cameras = new Cameras()) {
      for (int i = 0; i < count; i++) {
        String subject = "bare.frames.c" + i;
        Headers headers = new Headers().put("Camera", subject).put("Node", "bare");
        Camera camera = cameras.add("c" + i, NumberedJpegs.source(1920, 1080, 30));
        camera
            .subscribe()
            .onFrame(
                sender,
                frame -> {
                  byte[] picture = new byte[frame.size()];
                  frame.bytes().get(picture);
                  connection.publish(subject, headers, picture);
                });
      }
      System.out.println("ready");
      while (System.in.read() >= 0) {
        // until whoever has started this ends it
      }
    } finally {
      sender.shutdownNow();
    }
  }

  /** As short as a session can be. */
  private static final class Session implements FrameSession {
    private final BlockingQueue<byte[]> newest;
    private final JpegCheck check = new JpegCheck();
    private ByteBuffer jpeg;

    Session(BlockingQueue<byte[]> newest) {
      this.newest = newest;
    }

    @Override
    public boolean advance() throws IOException {
      try {
        jpeg = ByteBuffer.wrap(newest.take());
        return true;
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void writeJpeg(Rendition rendition, FrameSlot slot) throws IOException {
      if (!check.inspect(jpeg)) {
        throw new IOException(check.problem());
      }
      slot.passThrough(jpeg.duplicate().limit(check.length()), check);
    }

    @Override
    public void close() {}
  }
}
