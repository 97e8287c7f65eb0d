/** The latest-frame ring and what could stand in its place. */
@NullMarked
package dev.framecast.benchmarks.ring;

import org.jspecify.annotations.NullMarked;
