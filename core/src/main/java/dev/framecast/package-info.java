/** Cameras, frames and what carries them. */
@NullMarked
package dev.framecast;

import org.jspecify.annotations.NullMarked;
