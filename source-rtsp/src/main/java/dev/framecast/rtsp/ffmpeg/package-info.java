/** FFmpeg as it is set up once for the process, and interrupted. Not for users. */
@NullMarked
package dev.framecast.rtsp.ffmpeg;

import org.jspecify.annotations.NullMarked;
