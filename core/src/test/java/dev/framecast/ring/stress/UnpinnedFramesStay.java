package dev.framecast.ring.stress;

import dev.framecast.frame.FrameBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Without pins, frames change while they are read. */
@JCStressTest
@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "as it must be")
@Outcome(id = "false", expect = Expect.FORBIDDEN, desc = "a frame changed in its reader's hands")
@State
public class UnpinnedFramesStay {
  private static final FrameBuffer RING = StressSteps.begun(new UnpinnedRing());

  @Actor
  public void writer() {
    StressSteps.write(RING);
  }

  @Actor
  public void reader(Z_Result result) {
    result.r1 = StressSteps.isSteady(RING);
  }
}
