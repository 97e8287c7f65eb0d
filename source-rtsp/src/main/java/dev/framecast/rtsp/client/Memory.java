package dev.framecast.rtsp.client;

import org.jspecify.annotations.Nullable;

/** What a source has learnt of its camera, for the next session. Safe for use by many threads. */
public final class Memory {
  private volatile Playback.@Nullable Attempt worked;
  private volatile boolean patient;

  Playback.@Nullable Attempt worked() {
    return worked;
  }

  void works(Playback.Attempt attempt) {
    worked = attempt;
    patient = false;
  }

  /**
   * Whether to give the first way all the time there is: every other time when all were silent,
   * because a camera may need long to begin.
   */
  boolean isPatient() {
    return patient;
  }

  void allSilent() {
    patient = !patient;
  }
}
