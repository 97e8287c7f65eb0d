/** Decoded pictures into frames of any rendition. Not for users. */
@NullMarked
package dev.framecast.rtsp.encode;

import org.jspecify.annotations.NullMarked;
