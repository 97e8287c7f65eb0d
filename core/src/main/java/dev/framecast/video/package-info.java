/**
 * H.264 and H.265 as cameras send it, without a decoder: what parameter sets say, what an access
 * unit is, and how both are written for browsers and into MP4.
 */
@NullMarked
package dev.framecast.video;

import org.jspecify.annotations.NullMarked;
