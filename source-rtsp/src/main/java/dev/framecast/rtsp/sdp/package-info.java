/**
 * What an RTSP camera says of its stream (RFC 8866), as far as it can be made out. Not for users.
 */
@NullMarked
package dev.framecast.rtsp.sdp;

import org.jspecify.annotations.NullMarked;
