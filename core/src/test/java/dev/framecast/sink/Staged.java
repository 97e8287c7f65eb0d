package dev.framecast.sink;

import dev.framecast.http.HttpRules;
import java.io.IOException;
import java.time.Duration;

/** A test that has a stage. */
interface Staged {

  /** A sink at the root, anew for each test. */
  SinkStage stage();

  /** A further sink at the root by these rules, which the caller closes. */
  SinkStage stage(HttpRules rules) throws IOException;

  /** A further sink, which the caller closes. */
  SinkStage stage(String mount, Duration silence) throws IOException;
}
