/** Requests for streams over HTTP, and which of a playlist's variants is read. Not for users. */
@NullMarked
package dev.framecast.rtsp.http;

import org.jspecify.annotations.NullMarked;
