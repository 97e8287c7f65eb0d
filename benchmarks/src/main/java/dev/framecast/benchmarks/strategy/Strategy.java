package dev.framecast.benchmarks.strategy;

/**
 * Who does what. A camera has three jobs: to fetch its pictures, to encode them, and to write the
 * frames to its viewers.
 */
public enum Strategy {
  /** One thread does all three, for all cameras in turn: the loop that everybody begins with. */
  ONE_THREAD,

  /** A thread for each camera fetches; one thread encodes and writes, for all cameras. */
  CAPTURE_APART,

  /** One thread fetches and encodes for all cameras; another one writes. */
  OUTPUT_APART,

  /** A thread for each camera fetches and encodes; one thread writes. */
  BOTH_APART,

  /** For each camera a thread that fetches and another one that encodes; one thread writes. */
  ENCODE_APART,

  /**
   * As BOTH_APART, with two differences that are framecast's: the capture thread goes on to the
   * newest picture and lets older ones go, and the writing thread never blocks on a viewer (an
   * event loop).
   */
  FRAMECAST
}
