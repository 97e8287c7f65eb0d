/** Which jobs of a camera's pipeline should share a thread? */
@NullMarked
package dev.framecast.benchmarks.strategy;

import org.jspecify.annotations.NullMarked;
