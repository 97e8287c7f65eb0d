/**
 * What all sinks have in common on the way from cameras to viewers: one wake-up a frame and thread,
 * one frame in flight a viewer, and which frame is next. A sink adds the writing.
 */
@NullMarked
package dev.framecast.stream;

import org.jspecify.annotations.NullMarked;
