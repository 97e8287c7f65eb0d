/** The latest-frame ring: how one writer hands frames to many readers without locks. */
@NullMarked
package dev.framecast.ring;

import org.jspecify.annotations.NullMarked;
