/** Runs the benchmarks and shows what came of them. */
@NullMarked
package dev.framecast.benchmarks;

import org.jspecify.annotations.NullMarked;
