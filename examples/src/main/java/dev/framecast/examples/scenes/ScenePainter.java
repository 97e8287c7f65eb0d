package dev.framecast.examples.scenes;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * Paints the pictures of a scene, all into one image, over a background that is kept. A picture of
 * another shape than the scene's lacks what does not fit in. Owned by one thread.
 */
final class ScenePainter {
  private final Scene scene;
  private final BufferedImage background;
  private final BufferedImage image;
  private final Graphics2D g;
  private final AffineTransform toPixels;

  /** How dark the background is, or not a number while there is none. */
  private double darkness = Double.NaN;

  ScenePainter(Scene scene, int width, int height) {
    this.scene = scene;
    background = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    g = image.createGraphics();
    double scale = Math.max((double) width / Scene.WIDTH, (double) height / Scene.HEIGHT);
    toPixels = new AffineTransform();
    toPixels.translate((width - scale * Scene.WIDTH) / 2, (height - scale * Scene.HEIGHT) / 2);
    toPixels.scale(scale, scale);
  }

  /** The picture of that moment, which the next call paints over. */
  BufferedImage paint(double seconds) {
    double now = scene.darkness(seconds);
    if (now != darkness) {
      darkness = now;
      paintBackground();
    }
    g.setTransform(new AffineTransform());
    g.drawImage(background, 0, 0, null);
    g.setTransform(toPixels);
    scene.drawMoving(new Drawing(g, darkness), seconds);
    return image;
  }

  private void paintBackground() {
    Graphics2D b = background.createGraphics();
    b.clearRect(0, 0, background.getWidth(), background.getHeight()); // it shines through at seams
    b.setTransform(toPixels);
    scene.drawBackground(new Drawing(b, darkness));
    b.dispose();
  }
}
