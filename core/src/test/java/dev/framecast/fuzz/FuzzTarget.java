package dev.framecast.fuzz;

import java.util.Map;

/**
 * Code of ours that takes what strangers send. Found by its name, which ends in {@code Fuzz}; its
 * constructor takes nothing. Used by one thread.
 */
public interface FuzzTarget {

  /** Takes an input, whatever it is. All that this throws is a finding. */
  void take(byte[] input) throws Exception;

  /** Inputs to begin with, by names that can be those of files. */
  Map<String, byte[]> seeds();

  /** Bytes that an input may have. */
  default int longest() {
    return 4096;
  }

  /** Bytes of memory that an input of that length may be taken with, all together. */
  default long mostMemory(int length) {
    return 1_000_000L + 2_000L * length;
  }
}
