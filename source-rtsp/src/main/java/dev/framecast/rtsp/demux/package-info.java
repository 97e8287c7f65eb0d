/** Opening an address, and taking packets from it. Not for users. */
@NullMarked
package dev.framecast.rtsp.demux;

import org.jspecify.annotations.NullMarked;
