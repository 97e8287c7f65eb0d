/** Requests for streams over HTTP, and what is read of playlists. Not for users. */
@NullMarked
package dev.framecast.rtsp.http;

import org.jspecify.annotations.NullMarked;
