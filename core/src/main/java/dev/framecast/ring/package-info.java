/**
 * How one writer hands frames to many readers without locks: the latest-frame ring, and the chain
 * of video.
 */
@NullMarked
package dev.framecast.ring;

import org.jspecify.annotations.NullMarked;
