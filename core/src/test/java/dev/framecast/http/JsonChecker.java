package dev.framecast.http;

/** Reads JSON strictly, to see whether it is any. Throws at the first thing that is not. */
final class JsonChecker {
  private final String json;
  private int at;

  private JsonChecker(String json) {
    this.json = json;
  }

  static void check(String json) {
    JsonChecker checker = new JsonChecker(json);
    checker.value();
    checker.blanks();
    checker.that(checker.at == json.length(), "the end");
  }

  private void that(boolean so, String expected) {
    if (!so) {
      throw new AssertionError("at " + at + " of " + json + ": expected " + expected);
    }
  }

  private char peek() {
    that(at < json.length(), "more");
    return json.charAt(at);
  }

  private void blanks() {
    while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
  }

  private void literal(String text) {
    that(json.startsWith(text, at), text);
    at += text.length();
  }

  private void value() {
    blanks();
    switch (peek()) {
      case '{' -> list('}', true);
      case '[' -> list(']', false);
      case '"' -> string();
      case 'n' -> literal("null");
      case 't' -> literal("true");
      case 'f' -> literal("false");
      default -> number();
    }
  }

  private void list(char end, boolean named) {
    at++;
    blanks();
    if (peek() == end) {
      at++;
      return;
    }
    while (true) {
      blanks();
      if (named) {
        string();
        blanks();
        literal(":");
      }
      value();
      blanks();
      if (peek() == end) {
        at++;
        return;
      }
      literal(",");
    }
  }

  private void string() {
    literal("\"");
    while (peek() != '"') {
      that(peek() >= 0x20, "no control characters in a text");
      if (json.charAt(at++) == '\\') {
        char escape = json.charAt(at++);
        that("\"\\/bfnrtu".indexOf(escape) >= 0, "an escape");
        if (escape == 'u') {
          that(json.substring(at, at + 4).matches("[0-9a-fA-F]{4}"), "four digits");
          at += 4;
        }
      }
    }
    at++;
  }

  private void number() {
    int begin = at;
    while (at < json.length() && "+-.eE0123456789".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
    that(
        json.substring(begin, at).matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?"),
        "a number");
  }
}
