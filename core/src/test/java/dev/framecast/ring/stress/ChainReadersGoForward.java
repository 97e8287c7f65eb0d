package dev.framecast.ring.stress;

import dev.framecast.ring.CaptureBuffer;
import dev.framecast.ring.Chains;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A reader never begins at an older key frame after a newer one. */
@JCStressTest
@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "as it must be")
@Outcome(id = "false", expect = Expect.FORBIDDEN, desc = "a reader went back in time")
@State
public class ChainReadersGoForward {
  private static final CaptureBuffer CHAIN = ChainSteps.begun(Chains.forgetful());

  @Actor
  public void writer() {
    ChainSteps.write(CHAIN);
  }

  @Actor
  public void reader(Z_Result result) {
    result.r1 = StressSteps.goesForward(CHAIN);
  }
}
