package dev.framecast.rtsp.testcamera;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Paints test pictures. */
@FunctionalInterface
public interface Painter {
  /** Three vertical bars: red, white, black. */
  Painter BARS =
      (canvas, width, height, index) -> {
        Color[] colors = {Color.RED, Color.WHITE, Color.BLACK};
        for (int i = 0; i < 3; i++) {
          canvas.setColor(colors[i]);
          canvas.fillRect(width * i / 3, 0, width, height);
        }
      };

  /** A ball that moves, so that no two pictures are the same. */
  Painter BALL =
      (canvas, width, height, index) -> {
        canvas.setColor(Color.DARK_GRAY);
        canvas.fillRect(0, 0, width, height);
        canvas.setColor(Color.ORANGE);
        canvas.fillOval(index * 7 % width, height / 3, height / 4, height / 4);
      };

  void paint(Graphics2D canvas, int width, int height, int index);

  /** One picture. */
  default BufferedImage picture(int width, int height, int index) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = picture.createGraphics();
    paint(canvas, width, height, index);
    canvas.dispose();
    return picture;
  }
}
