package dev.framecast.source.image;

import dev.framecast.draw.PixelFont;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * Draws the frames of a {@link TestPatternSource}, all into one image. A frame depends on its
 * number and time alone. What does not move is drawn once.
 */
final class TestPattern {
  private static final int BARS = 8;

  private final int width;
  private final int height;

  /** Side of the squares that letters are made of: 80 across, 45 down. */
  private final int square;

  /** Side of the box that moves: at most half of the width, so that it always has a way to go. */
  private final int boxSide;

  private final int boxTop;
  private final BufferedImage background;
  private final BufferedImage image;
  private final Graphics2D g;

  TestPattern(int width, int height, int hue, String label) {
    this.width = width;
    this.height = height;
    this.square = Math.max(1, Math.min(width / 80, height / 45));
    this.boxSide = Math.min(height / 4, width / 2);
    this.boxTop = 9 * square;
    this.background = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    this.image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    drawBackground(hue / 360f, label);
    this.g = image.createGraphics();
    g.drawImage(background, 0, 0, null);
  }

  private void drawBackground(float hue, String label) {
    Graphics2D b = background.createGraphics();
    for (int i = 0; i < BARS; i++) {
      b.setColor(Color.getHSBColor(hue, 0.25f + 0.09f * i, 1 - 0.1f * i));
      int left = i * width / BARS;
      b.fillRect(left, 0, (i + 1) * width / BARS - left, height);
    }
    b.setColor(Color.BLACK);
    b.fillRect(0, 0, width, 9 * square);
    b.setColor(Color.WHITE);
    PixelFont.draw(b, label, square, square, square);
    b.dispose();
  }

  /** The image, which the next call draws over. */
  BufferedImage draw(int number, String time) {
    // The moving box, on its own band of bars; it goes to and fro.
    int travel = width - boxSide;
    int step = (int) ((long) number * Math.max(1, width / 80) % (2L * travel));
    int left = step < travel ? step : 2 * travel - step;
    g.setClip(0, boxTop, width, boxSide);
    g.drawImage(background, 0, 0, null);
    g.setClip(null);
    g.setColor(Color.WHITE);
    g.fillRect(left, boxTop, boxSide, boxSide);
    g.setColor(Color.BLACK);
    g.fillRect(left + boxSide / 4, boxTop + boxSide / 4, boxSide / 2, boxSide / 2);

    int below = boxTop + boxSide + square;
    text(Integer.toString(number), below);
    text(time, below + 10 * square);
    NumberStrip.draw(g, width, height, number);
    return image;
  }

  private void text(String text, int top) {
    int box = 74 * square;
    g.setColor(Color.BLACK);
    g.fillRect((width - box) / 2, top, box, PixelFont.height(square) + 2 * square);
    g.setColor(Color.WHITE);
    PixelFont.draw(g, text, (width - PixelFont.width(text, square)) / 2, top + square, square);
  }
}
