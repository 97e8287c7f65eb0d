package dev.framecast.sink;

import java.io.IOException;
import java.time.Duration;

/** A test that has a stage. */
interface Staged {

  /** A sink at the root, anew for each test. */
  SinkStage stage();

  /** A further sink, which the caller closes. */
  SinkStage stage(String mount, Duration silence) throws IOException;
}
