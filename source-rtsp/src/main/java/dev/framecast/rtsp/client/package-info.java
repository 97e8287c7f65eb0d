/**
 * The conversation with an RTSP camera (RFC 2326): connection, login, description, transports. It
 * is ours and not FFmpeg's, because FFmpeg takes cameras at their word; FFmpeg is given the
 * packets. Not for users.
 */
@NullMarked
package dev.framecast.rtsp.client;

import org.jspecify.annotations.NullMarked;
