/**
 * Network cameras and files through FFmpeg, and an adapter for JavaCV's frame grabbers.
 *
 * <p>{@link dev.framecast.rtsp.RtspSource} is the way in. FFmpeg's native libraries are loaded when
 * the first session connects, not before.
 */
@NullMarked
package dev.framecast.rtsp;

import org.jspecify.annotations.NullMarked;
