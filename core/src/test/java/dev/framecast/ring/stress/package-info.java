/**
 * jcstress tests of the ring, each beside the same test of {@link
 * dev.framecast.ring.stress.UnpinnedRing}, which must fail: that shows that the test can.
 *
 * <p>They are run in a quick mode by {@link dev.framecast.ring.stress.RingStressTest}. The rings
 * are static, so that one actor's thread is the ring's one writer over millions of rounds, and
 * slots are used again and again while the other actor reads.
 */
package dev.framecast.ring.stress;
