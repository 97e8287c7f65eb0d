package dev.framecast.source;

import java.awt.Graphics2D;
import java.util.Locale;

/**
 * Letters of 3 by 5 squares. Java's own text wants fonts and native libraries that small containers
 * do not have.
 */
final class PixelFont {
  private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-.:/_";

  /** Each letter is five rows from above; a row is an octal digit, the left square being 4. */
  private static final String[] ROWS = {
    "75557", "26227", "71747", "71717", "55711", "74717", "74757", "71122", "75757", "75717",
    "25755", "65656", "34443", "65556", "74647", "74644", "34553", "55755", "72227", "11152",
    "55655", "44447", "57755", "65555", "25552", "65644", "25563", "65655", "34216", "72222",
    "55557", "55552", "55775", "55255", "55222", "71247", "00700", "00002", "02020", "11244",
    "00007"
  };

  private PixelFont() {}

  /** Width in squares; the height is 5. */
  static int width(String text) {
    return Math.max(0, text.length() * 4 - 1);
  }

  /** Draws in the present colour; a letter that is not known is left blank. */
  static void draw(Graphics2D g, String text, int left, int top, int square) {
    String upper = text.toUpperCase(Locale.ROOT);
    for (int i = 0; i < upper.length(); i++) {
      int letter = LETTERS.indexOf(upper.charAt(i));
      for (int row = 0; row < 5 && letter >= 0; row++) {
        int bits = ROWS[letter].charAt(row) - '0';
        for (int column = 0; column < 3; column++) {
          if ((bits & (4 >> column)) != 0) {
            g.fillRect(left + (i * 4 + column) * square, top + row * square, square, square);
          }
        }
      }
    }
  }
}
