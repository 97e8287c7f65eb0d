package dev.framecast.examples.wall;

import dev.framecast.internal.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The one way by which the command says anything, line by line and without passwords. Arguments are
 * masked as a whole, because a message that quotes one cannot say where its password ends.
 */
final class MaskedWriter extends Writer {
  private record Masked(String argument, String shown) {}

  private final Writer out;
  private final List<Masked> arguments = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();

  private MaskedWriter(Writer out, String[] args) {
    this.out = out;
    for (String arg : args) {
      add(arg);
      // Messages also quote the value of an option, and the address of a camera, alone.
      for (int equals = arg.indexOf('='); equals >= 0; equals = arg.indexOf('=', equals + 1)) {
        add(arg.substring(equals + 1));
      }
    }
    arguments.sort(Comparator.comparing((Masked each) -> each.argument().length()).reversed());
  }

  static PrintWriter to(OutputStream stream, String[] args) {
    return new PrintWriter(
        new MaskedWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), args));
  }

  private void add(String argument) {
    String shown = shown(argument);
    if (!shown.equals(argument)) {
      arguments.add(new Masked(argument, shown));
    }
  }

  /** What may be seen of an argument: of an address, nothing before its last @. */
  static String shown(String argument) {
    int scheme = argument.indexOf("://");
    int at = argument.lastIndexOf('@');
    String cut =
        scheme >= 0 && at > scheme
            ? argument.substring(0, scheme + 3) + "***@" + argument.substring(at + 1)
            : argument;
    return Secrets.hide(cut).replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    line.append(text, offset, length);
    int end = line.lastIndexOf("\n") + 1;
    if (end > 0) {
      out.write(masked(line.substring(0, end)));
      line.delete(0, end);
    }
  }

  private String masked(String text) {
    String shown = text;
    for (Masked each : arguments) {
      shown = shown.replace(each.argument(), each.shown());
    }
    return Secrets.hide(shown);
  }

  @Override
  public void flush() throws IOException {
    out.flush(); // what is no line yet may hold the first half of a password
  }

  @Override
  public void close() throws IOException {
    out.write(masked(line.toString()));
    line.setLength(0);
    out.close();
  }
}
