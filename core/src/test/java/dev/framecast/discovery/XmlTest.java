package dev.framecast.discovery;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class XmlTest {
  @Test
  void textsOfAllEncodingsThatXmlMustHaveAreRead() throws Exception {
    assertThat(Xml.parse("\uFEFF<a><b>\u00e9</b></a>".getBytes(UTF_8)).text("b"))
        .isEqualTo("\u00e9");
    assertThat(Xml.parse("<a><b>\u00e9</b></a>".getBytes(UTF_16)).text("b")).isEqualTo("\u00e9");
  }

  @Test
  @ResourceLock(Resources.SYSTEM_ERR)
  void nothingThatComesIsWrittenToTheErrorStream() {
    PrintStream usual = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, UTF_8));
    try {
      for (byte[] bad :
          new byte[][] {
            {'<', 'a', '>', -1, '<'}, {-1}, {-2, -1}, {}, {'<', 0}, "<!DOCTYPE a [".getBytes(UTF_8)
          }) {
        assertThatThrownBy(() -> Xml.parse(bad)).isInstanceOf(IOException.class);
      }
    } finally {
      System.setErr(usual);
    }
    assertThat(written.toString(UTF_8)).isEmpty();
  }
}
