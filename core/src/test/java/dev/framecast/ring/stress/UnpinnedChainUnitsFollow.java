package dev.framecast.ring.stress;

import dev.framecast.ring.CaptureBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Unless units know what was before them, one is left out. */
@JCStressTest
@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "as it must be")
@Outcome(id = "false", expect = Expect.FORBIDDEN, desc = "a unit without the one before")
@State
public class UnpinnedChainUnitsFollow {
  private static final CaptureBuffer CHAIN = ChainSteps.begun(new UnpinnedChain());

  @Actor
  public void writer() {
    ChainSteps.write(CHAIN);
  }

  @Actor
  public void reader(Z_Result result) {
    result.r1 = ChainSteps.follows(CHAIN);
  }
}
