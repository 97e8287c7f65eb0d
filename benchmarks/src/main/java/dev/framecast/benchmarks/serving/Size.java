package dev.framecast.benchmarks.serving;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A picture's size on a command line: {@code 1920x1080}. */
record Size(int width, int height) {
  private static final int MOST = 8192;

  /** For picocli, which adds the option's name to what is wrong. */
  static final class Converter implements ITypeConverter<Size> {
    @Override
    public Size convert(String text) {
      if (text.matches("\\d{1,4}x\\d{1,4}")) {
        String[] sides = text.split("x", -1);
        Size size = new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
        if (Math.min(size.width, size.height) >= 2 && Math.max(size.width, size.height) <= MOST) {
          return size;
        }
      }
      throw new TypeConversionException(
          text + " must be WIDTHxHEIGHT, such as 1920x1080, each from 2 to " + MOST);
    }
  }
}
