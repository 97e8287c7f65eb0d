package dev.framecast.http;

/** A query that cannot be understood. Never leaves this package. */
final class BadQueryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String line;

  BadQueryException(String line) {
    super(line);
    this.line = line;
  }

  /** What was wrong, and what would be right. */
  String line() {
    return line;
  }
}
