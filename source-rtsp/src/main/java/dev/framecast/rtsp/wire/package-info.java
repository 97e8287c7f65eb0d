/**
 * Connections to RTSP cameras: TLS and whom to trust, RTSP over HTTP, messages with packets between
 * them, logins, and what refusals mean. Not for users.
 */
@NullMarked
package dev.framecast.rtsp.wire;

import org.jspecify.annotations.NullMarked;
