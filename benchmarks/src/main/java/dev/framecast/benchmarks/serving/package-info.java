/**
 * Whole processes that {@code benchmarks/compare} starts and measures: servers with framecast in
 * them, and a load client.
 */
@NullMarked
package dev.framecast.benchmarks.serving;

import org.jspecify.annotations.NullMarked;
