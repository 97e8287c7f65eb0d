/**
 * RTP and RTCP packets (RFC 3550): where they come from, and what is wrong with them. Not for
 * users.
 */
@NullMarked
package dev.framecast.rtsp.rtp;

import org.jspecify.annotations.NullMarked;
