package dev.framecast.discovery.soap;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTest {
  @Test
  void textsOfAllEncodingsThatXmlMustHaveAreRead() throws Exception {
    assertThat(Xml.parse("\uFEFF<a><b>\u00e9</b></a>".getBytes(UTF_8)).text("b"))
        .isEqualTo("\u00e9");
    assertThat(Xml.parse("<a><b>\u00e9</b></a>".getBytes(UTF_16)).text("b")).isEqualTo("\u00e9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "GB2312", "gb18030", "EUC-KR", "windows-1251", "UTF-8"})
  void whatIsDeclaredIsWhatItIsReadIn(String encoding) throws Exception {
    String text = encoding.equals("ISO-8859-1") ? "\u00c4" : "\u0410";
    String document = "<?xml version='1.0' encoding='" + encoding + "'?><a><b>" + text + "</b></a>";

    assertThat(Xml.parse(document.getBytes(encoding)).text("b")).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-7", "none", "UTF-16", "IBM037", "gb-none"})
  void whatIsNoEncodingWithAsciiInItIsReadAsUtf8(String encoding) throws Exception {
    String document = "<?xml version='1.0' encoding='" + encoding + "'?><a><b>\u00e9</b></a>";

    assertThat(Xml.parse(document.getBytes(UTF_8)).text("b")).isEqualTo("\u00e9");
  }

  @Test
  void whatIsAroundTheDocumentIsNoMatter() throws Exception {
    String document = "\r\n<?xml version='1.0'?><a><b>x</b></a>\r\n\0";

    assertThat(Xml.parse(document.getBytes(UTF_8)).text("b")).isEqualTo("x");
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
