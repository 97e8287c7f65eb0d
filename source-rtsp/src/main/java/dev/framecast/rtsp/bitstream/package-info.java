/**
 * As much of the syntax of H.264 and H.265 as it takes to see that a picture lacks something that
 * it is predicted from. Not for apps: may change at any time.
 */
@NullMarked
package dev.framecast.rtsp.bitstream;

import org.jspecify.annotations.NullMarked;
