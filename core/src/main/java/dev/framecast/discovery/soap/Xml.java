package dev.framecast.discovery.soap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of what a stranger sent, by local names: prefixes are each camera's own. Texts are
 * without blanks around them. Immutable after {@link #parse}.
 */
public final class Xml {
  private static final int MOST_ELEMENTS = 20_000;
  private static final int MOST_DEPTH = 64;
  private static final int MOST_DECLARATION = 200;

  /** Of encodings with ASCII in them: the others cannot be declared so. */
  private static final Pattern DECLARED =
      Pattern.compile(
          "\\s*<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']((?i:iso-8859|gb|big5|euc|windows)[\\w.-]*)[\"']");

  private static final String NO_DTD = "the answer has a DTD or an entity, which are not read";

  private final String name;
  private final Map<String, String> attributes = new HashMap<>();
  private final List<Xml> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private Xml(String name) {
    this.name = name;
  }

  /**
   * Reads a document: no DTD, no entities of its own, and nothing from elsewhere.
   *
   * @param bytes bounded by the caller
   * @throws IOException when it is none; the message does not quote it
   */
  public static Xml parse(byte[] bytes) throws IOException {
    String document = text(bytes);
    if (document.contains("<!DOCTYPE")) { // one without an end is written to the error stream
      throw new IOException(NO_DTD);
    }
    try {
      // A factory for each: whether one can be shared is not said anywhere.
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document));
      try {
        return read(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | RuntimeException e) {
      // Not with the cause: its message quotes what came.
      throw new IOException("the answer is no XML");
    }
  }

  /**
   * Decoded here: bytes that are none of UTF-8 make the JDK's reader write to the error stream.
   * What is around the document is taken off; some send the zero that ends their string.
   */
  private static String text(byte[] bytes) {
    boolean wide = bytes.length > 1 && (bytes[0] & bytes[1] & 0xFE) == 0xFE && bytes[0] != bytes[1];
    String text = new String(bytes, wide ? UTF_16 : charset(bytes));
    return (text.startsWith("\uFEFF") ? text.substring(1) : text).trim();
  }

  /** What the document says that it is in; UTF-8 where that is nothing known. */
  private static Charset charset(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, MOST_DECLARATION), US_ASCII);
    Matcher declared = DECLARED.matcher(start);
    try {
      return declared.lookingAt() ? Charset.forName(declared.group(1)) : UTF_8;
    } catch (IllegalArgumentException e) {
      return UTF_8;
    }
  }

  private static Xml read(XMLStreamReader reader) throws XMLStreamException, IOException {
    Xml root = new Xml("");
    Deque<Xml> open = new ArrayDeque<>(List.of(root));
    int count = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (++count > MOST_ELEMENTS || open.size() > MOST_DEPTH) {
            throw new IOException("the answer has too many elements, or too deep ones");
          }
          Xml next = new Xml(reader.getLocalName());
          for (int i = 0; i < reader.getAttributeCount(); i++) {
            next.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
          }
          open.getLast().children.add(next);
          open.addLast(next);
        }
        case XMLStreamConstants.END_ELEMENT -> open.removeLast();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            open.getLast().text.append(reader.getText());
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new IOException(NO_DTD);
        default -> {
          // Comments, and the like.
        }
      }
    }
    return root;
  }

  /** All elements of that name below this one, in their order. */
  public List<Xml> all(String wanted) {
    List<Xml> found = new ArrayList<>();
    collect(each -> each.name.equals(wanted), found);
    return found;
  }

  private void collect(Predicate<Xml> wanted, List<Xml> found) {
    for (Xml child : children) {
      if (wanted.test(child)) {
        found.add(child);
      }
      child.collect(wanted, found);
    }
  }

  /** The first element of that name below this one; an empty one if there is none. */
  public Xml first(String wanted) {
    List<Xml> found = all(wanted);
    return found.isEmpty() ? new Xml(wanted) : found.get(0);
  }

  public boolean has(String wanted) {
    return !all(wanted).isEmpty();
  }

  /** The text of the first element of that name; empty if there is none. */
  public String text(String wanted) {
    return first(wanted).text();
  }

  /** The text in this element itself. */
  public String text() {
    return text.toString().strip();
  }

  /** Empty if there is none. */
  public String attribute(String wanted) {
    return attributes.getOrDefault(wanted, "");
  }

  /** A number of at most six digits; 0 if there is none. */
  public int number(String wanted) {
    String digits = text(wanted);
    return digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : 0;
  }
}
