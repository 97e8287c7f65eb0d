package dev.framecast.examples.recipes;

import dev.framecast.Cameras;
import dev.framecast.netty.MjpegServer;
import dev.framecast.source.image.ImageSource;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** A camera of one's own: anything that can draw an image. */
public final class CustomSource {
  private CustomSource() {}

  /** Serves a bar that shows how much of the heap is in use. */
  public static void main(String[] args) throws Exception {
    try (Cameras cameras = new Cameras()) {
      // tag::custom[]
      cameras.add("heap", ImageSource.of(5, CustomSource::draw));
      // end::custom[]
      MjpegServer.start(cameras, 8080).awaitClose();
    }
  }

  // tag::draw[]
  static BufferedImage draw() {
    Runtime jvm = Runtime.getRuntime();
    double used = 1 - (double) jvm.freeMemory() / jvm.totalMemory();
    BufferedImage image = new BufferedImage(320, 180, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.ORANGE);
    g.fillRect(10, 80, (int) (300 * used), 20);
    g.dispose();
    return image;
  }
  // end::draw[]
}
