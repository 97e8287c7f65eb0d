package dev.framecast.ring.stress;

import dev.framecast.frame.FrameBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Without pins, frames are torn. */
@JCStressTest
@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "as it must be")
@Outcome(id = "false", expect = Expect.FORBIDDEN, desc = "a torn frame")
@State
public class UnpinnedFramesAreWhole {
  private static final FrameBuffer RING = StressSteps.begun(new UnpinnedRing());

  @Actor
  public void writer() {
    StressSteps.write(RING);
  }

  @Actor
  public void reader(Z_Result result) {
    result.r1 = StressSteps.isWhole(RING);
  }
}
