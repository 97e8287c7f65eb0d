package dev.framecast.examples.faults;

import dev.framecast.source.SourceException.Kind;
import java.time.Duration;
import java.util.List;

/**
 * One cell of the matrix: how a fault is done to a camera, how it is undone, and what is to be seen
 * of it meanwhile.
 *
 * @param told what the camera's listeners hear, in this order and nothing else; empty if pictures
 *     go on as if nothing had happened
 * @param width of the pictures during the fault, in pixels; 0 for as before
 * @param absent why there is no such cell; empty if there is one
 */
record Plan(Step begin, Step end, List<Told> told, int width, String absent) {

  /** Something to do. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  /**
   * Something that the camera's listeners hear.
   *
   * @param kind of the failure; null for a stall
   * @param words that are in the message
   * @param within how long after the fault's beginning it is heard at the latest
   * @param isOptional whether it may also be left out, as what comes first is a matter of luck
   */
  record Told(Kind kind, String words, Duration within, boolean isOptional) {

    Told within(double seconds) {
      return new Told(kind, words, Duration.ofMillis((long) (1_000 * seconds)), isOptional);
    }

    Told optional() {
      return new Told(kind, words, within, true);
    }

    boolean matches(Kind heard, String message) {
      return heard == kind && message.contains(words);
    }

    @Override
    public String toString() {
      return (kind == null ? "STALLED" : kind) + " \"" + words + "\"";
    }
  }

  static Plan of(Step begin, Step end, Told... told) {
    return new Plan(begin, end, List.of(told), 0, "");
  }

  /** One that cannot be. */
  static Plan none(String reason) {
    return new Plan(() -> {}, () -> {}, List.of(), 0, reason);
  }

  /** The same, with pictures of that width during the fault. */
  Plan showing(int pixels) {
    return new Plan(begin, end, told, pixels, absent);
  }

  static Told failed(Kind kind, String words) {
    return new Told(kind, words, Duration.ofSeconds(3), false);
  }

  static Told stalled(String words) {
    return new Told(null, words, Duration.ofSeconds(3), false);
  }

  boolean isAbsent() {
    return !absent.isEmpty();
  }
}
