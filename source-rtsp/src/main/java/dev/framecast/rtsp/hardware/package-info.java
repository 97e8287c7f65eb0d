/** Devices of the machine that decode video, behind FFmpeg's decoders. Not for users. */
@NullMarked
package dev.framecast.rtsp.hardware;

import org.jspecify.annotations.NullMarked;
