package dev.framecast.rtsp.testcamera;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Random;

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

  /**
   * Noise that is a little another in each picture, beside a strip that is the lighter the later.
   */
  Painter NUMBERED =
      (canvas, width, height, index) -> {
        Random still = new Random(1);
        Random moving = new Random(index);
        for (int y = 0; y < height; y += 4) {
          for (int x = 0; x < width; x += 4) {
            int shade = 40 + still.nextInt(160) + moving.nextInt(16); // no change of scene
            canvas.setColor(new Color(shade, shade, shade));
            canvas.fillRect(x, y, 4, 4);
          }
        }
        int grey = 24 + index * 4;
        canvas.setColor(new Color(grey, grey, grey));
        canvas.fillRect(0, 0, width / 4, height);
      };

  /** Which of NUMBERED this is. */
  static int number(BufferedImage picture) {
    int grey = picture.getRGB(picture.getWidth() / 8, picture.getHeight() / 2) & 255;
    return Math.round((grey - 24) / 4f);
  }

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
