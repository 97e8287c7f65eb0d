/** The ways from a camera's picture to a JPEG. */
@NullMarked
package dev.framecast.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
