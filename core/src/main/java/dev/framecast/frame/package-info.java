/** Frames: what they are, in which renditions, and how one writer hands them to many readers. */
@NullMarked
package dev.framecast.frame;

import org.jspecify.annotations.NullMarked;
