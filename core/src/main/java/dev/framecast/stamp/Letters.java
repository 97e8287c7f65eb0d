package dev.framecast.stamp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Letters of ASCII, drawn by hand in letters.txt: nineteen a row, from the space on. */
final class Letters {
  /** Points of a letter. */
  static final int WIDTH = 5;

  static final int HEIGHT = 8;

  private static final String DRAWN = "letters.txt";
  private static final int IN_A_ROW = 19;
  private static final List<String> LINES = read();

  private Letters() {}

  private static List<String> read() {
    try (InputStream in = Letters.class.getResourceAsStream(DRAWN)) {
      if (in == null) {
        throw new IllegalStateException(DRAWN + " is missing beside " + Letters.class.getName());
      }
      return new String(in.readAllBytes(), US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a point of a letter is to be seen. Of what is not ASCII, those of a question mark. */
  static boolean isSet(char letter, int x, int y) {
    int index = (letter < ' ' || letter > '~' ? '?' : letter) - ' ';
    String line = LINES.get(index / IN_A_ROW * (HEIGHT + 1) + y);
    return line.charAt(index % IN_A_ROW * (WIDTH + 1) + x) == '#';
  }
}
