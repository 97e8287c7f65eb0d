/** Drawn scenes with moving things, for a wall without cameras. */
@NullMarked
package dev.framecast.examples.scenes;

import org.jspecify.annotations.NullMarked;
