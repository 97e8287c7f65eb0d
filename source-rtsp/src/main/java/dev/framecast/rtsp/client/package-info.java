/**
 * The conversation with an RTSP camera (RFC 2326), from an address to packets. It is ours and not
 * FFmpeg's, because FFmpeg takes cameras at their word. Not for users.
 */
@NullMarked
package dev.framecast.rtsp.client;

import org.jspecify.annotations.NullMarked;
