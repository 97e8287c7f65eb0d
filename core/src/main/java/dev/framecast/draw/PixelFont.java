package dev.framecast.draw;

import java.awt.Graphics2D;

/**
 * Letters of five by seven squares. Java's own text needs fonts and a fontconfig, which slim
 * containers lack, and looks different on each machine; these look the same everywhere, so that a
 * picture drawn with them is the same bytes. Lower case is drawn as upper case; what has no letter
 * here is drawn as a question mark.
 */
public final class PixelFont {
  /** Squares from one letter to the next. */
  private static final int ADVANCE = 6;

  private static final int WIDTH = 5;
  private static final int HEIGHT = 7;

  /** By character: seven rows of five bits, the top left square in the highest. */
  private static final long[] GLYPHS = new long[128];

  static {
    GLYPHS['A'] = 0x3A31FC631L;
    GLYPHS['B'] = 0x7A31F463EL;
    GLYPHS['C'] = 0x3A308422EL;
    GLYPHS['D'] = 0x7A318C63EL;
    GLYPHS['E'] = 0x7E10F421FL;
    GLYPHS['F'] = 0x7E10F4210L;
    GLYPHS['G'] = 0x3A30BC62FL;
    GLYPHS['H'] = 0x4631FC631L;
    GLYPHS['I'] = 0x38842108EL;
    GLYPHS['J'] = 0x1C4210A4CL;
    GLYPHS['K'] = 0x4654C5251L;
    GLYPHS['L'] = 0x42108421FL;
    GLYPHS['M'] = 0x4775AC631L;
    GLYPHS['N'] = 0x4739ACE71L;
    GLYPHS['O'] = 0x3A318C62EL;
    GLYPHS['P'] = 0x7A31F4210L;
    GLYPHS['Q'] = 0x3A318D64DL;
    GLYPHS['R'] = 0x7A31F5251L;
    GLYPHS['S'] = 0x3E107043EL;
    GLYPHS['T'] = 0x7C8421084L;
    GLYPHS['U'] = 0x46318C62EL;
    GLYPHS['V'] = 0x46318A944L;
    GLYPHS['W'] = 0x4631AD771L;
    GLYPHS['X'] = 0x462A22A31L;
    GLYPHS['Y'] = 0x462A21084L;
    GLYPHS['Z'] = 0x7C222221FL;
    GLYPHS['0'] = 0x3A33AE62EL;
    GLYPHS['1'] = 0x11842108EL;
    GLYPHS['2'] = 0x3A213221FL;
    GLYPHS['3'] = 0x78217043EL;
    GLYPHS['4'] = 0x08CA97C42L;
    GLYPHS['5'] = 0x7E1E0862EL;
    GLYPHS['6'] = 0x3A10F462EL;
    GLYPHS['7'] = 0x7C2211084L;
    GLYPHS['8'] = 0x3A317462EL;
    GLYPHS['9'] = 0x3A317842EL;
    GLYPHS[' '] = 0x000000000L;
    GLYPHS['.'] = 0x00000018CL;
    GLYPHS[','] = 0x000003088L;
    GLYPHS[':'] = 0x018C03180L;
    GLYPHS[';'] = 0x018C03088L;
    GLYPHS['-'] = 0x000070000L;
    GLYPHS['+'] = 0x0084F9080L;
    GLYPHS['/'] = 0x042222210L;
    GLYPHS['('] = 0x088842082L;
    GLYPHS[')'] = 0x208210888L;
    GLYPHS['['] = 0x39084210EL;
    GLYPHS[']'] = 0x38421084EL;
    GLYPHS['\''] = 0x108800000L;
    GLYPHS['"'] = 0x294000000L;
    GLYPHS['!'] = 0x108421004L;
    GLYPHS['?'] = 0x3A2131004L;
    GLYPHS['%'] = 0x632222263L;
    GLYPHS['='] = 0x001F07C00L;
    GLYPHS['_'] = 0x00000001FL;
    GLYPHS['#'] = 0x295F57D4AL;
    GLYPHS['@'] = 0x3A37ADE0EL;
    GLYPHS['&'] = 0x32526564DL;
    GLYPHS['*'] = 0x02AEFBAA0L;
    GLYPHS['<'] = 0x044441041L;
    GLYPHS['>'] = 0x410411110L;
  }

  private PixelFont() {}

  /** The width of a text in pixels, with squares of that many pixels. */
  public static int width(String text, int square) {
    return text.isEmpty() ? 0 : (text.length() * ADVANCE - 1) * square;
  }

  /** The height of a line of text in pixels, with squares of that many pixels. */
  public static int height(int square) {
    return HEIGHT * square;
  }

  /** Draws a text in the graphics' colour, its top left corner at x, y. */
  public static void draw(Graphics2D g, String text, int x, int y, int square) {
    for (int i = 0; i < text.length(); i++) {
      drawGlyph(g, glyph(text.charAt(i)), x + i * ADVANCE * square, y, square);
    }
  }

  private static long glyph(char c) {
    char upper = Character.toUpperCase(c);
    boolean known = upper == ' ' || (upper < GLYPHS.length && GLYPHS[upper] != 0);
    return GLYPHS[known ? upper : '?'];
  }

  private static void drawGlyph(Graphics2D g, long glyph, int x, int y, int square) {
    long bits = glyph;
    for (int row = HEIGHT - 1; row >= 0; row--) {
      for (int column = WIDTH - 1; column >= 0; column--, bits >>>= 1) {
        if ((bits & 1) != 0) {
          g.fillRect(x + column * square, y + row * square, square, square);
        }
      }
    }
  }
}
