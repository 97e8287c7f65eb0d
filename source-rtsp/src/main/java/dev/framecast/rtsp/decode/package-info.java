/** Packets into pictures: whole ones, and not too late. Not for users. */
@NullMarked
package dev.framecast.rtsp.decode;

import org.jspecify.annotations.NullMarked;
