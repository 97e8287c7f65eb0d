/**
 * jcstress tests of the ring and of the chain, each beside the same test of {@link
 * dev.framecast.ring.stress.UnpinnedRing} or {@link dev.framecast.ring.stress.UnpinnedChain}, which
 * must fail: that shows that the test can.
 *
 * <p>They are run in a quick mode by {@link dev.framecast.ring.stress.RingStressTest}. The rings
 * and chains are static, so that one actor's thread is the one writer over millions of rounds, and
 * memory is used again and again while the other actor reads.
 */
package dev.framecast.ring.stress;
