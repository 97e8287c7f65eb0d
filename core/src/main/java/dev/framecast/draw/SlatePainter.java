package dev.framecast.draw;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws a slate: the last good picture greyed, or a plain ground, and over it what is the matter.
 */
public final class SlatePainter {
  private static final int DEFAULT_WIDTH = 640;
  private static final int DEFAULT_HEIGHT = 360;

  /** Of very tall pictures a slate shows the shape no more than so far. */
  private static final int MAX_HEIGHT = 2_000;

  private static final Color GROUND = new Color(0x20, 0x22, 0x26);
  private static final Color VEIL = new Color(0x14, 0x15, 0x18, 0xB8);
  private static final Color TEXT = new Color(0xE8, 0xE8, 0xE4);
  private static final Color MUTED = new Color(0xA8, 0xAA, 0xAE);
  private static final Color SIGNAL = new Color(0xE0, 0x9A, 0x3C);

  private SlatePainter() {}

  /** A picture made ready to stand behind slates: small and grey. Done once, it costs most. */
  public static BufferedImage backdrop(BufferedImage picture) {
    int w = Math.min(picture.getWidth(), DEFAULT_WIDTH);
    BufferedImage grey = new BufferedImage(w, height(w, picture, 1), BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = grey.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(picture, 0, 0, grey.getWidth(), grey.getHeight(), null);
    g.dispose();
    return grey;
  }

  private static int height(int width, BufferedImage picture, int least) {
    long height = Math.round((double) width * picture.getHeight() / picture.getWidth());
    return (int) Math.max(least, Math.min(MAX_HEIGHT, height));
  }

  /**
   * A slate.
   *
   * @param last the {@link #backdrop} of the last good picture, or null
   * @param width pixels wanted at most, or 0
   * @param title the camera's name
   * @param state one line, such as OFFLINE
   * @param details further text, wrapped
   */
  public static BufferedImage paint(
      @Nullable BufferedImage last, int width, String title, String state, String details) {
    int full = last == null ? DEFAULT_WIDTH : last.getWidth();
    int w = Math.max(16, width == 0 ? full : Math.min(width, full));
    int h = last == null ? Math.max(9, w * DEFAULT_HEIGHT / DEFAULT_WIDTH) : height(w, last, 9);
    BufferedImage slate = new BufferedImage(w, h, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = slate.createGraphics();
    try {
      g.setColor(GROUND);
      g.fillRect(0, 0, w, h);
      if (last != null) {
        g.drawImage(last, 0, 0, w, h, null);
        g.setColor(VEIL);
        g.fillRect(0, 0, w, h);
      }
      write(g, w, h, title, state, details);
    } finally {
      g.dispose();
    }
    return slate;
  }

  private static void write(
      Graphics2D g, int w, int h, String title, String state, String details) {
    int square = Math.max(1, w / 320);
    int big = Math.max(square, w / 160);
    int margin = 8 * square;
    int y = margin;
    g.setColor(TEXT);
    PixelFont.draw(g, title, margin, y, square);
    y = h / 3;
    g.setColor(SIGNAL);
    PixelFont.draw(g, state, margin, y, big);
    y += PixelFont.height(big) + 5 * square;
    g.setColor(MUTED);
    for (String line : wrap(details, (w - 2 * margin) / (6 * square))) {
      if (y + PixelFont.height(square) > h) {
        break;
      }
      PixelFont.draw(g, line, margin, y, square);
      y += PixelFont.height(square) + 3 * square;
    }
  }

  /**
   * Lines of at most that many letters, broken at blanks where there are any; line feeds begin a
   * line.
   */
  public static List<String> wrap(String text, int letters) {
    int most = Math.max(1, letters);
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\n", -1)) {
      String rest = paragraph.strip();
      while (rest.length() > most) {
        int blank = rest.lastIndexOf(' ', most);
        int end = blank > 0 ? blank : most;
        lines.add(rest.substring(0, end));
        rest = rest.substring(end).strip();
      }
      lines.add(rest);
    }
    return lines;
  }
}
