/** A camera's video as MP4. */
@NullMarked
package dev.framecast.mp4;

import org.jspecify.annotations.NullMarked;
