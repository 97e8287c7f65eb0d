/**
 * Cameras served by Netty: {@link MjpegHandler} for pipelines, {@link MjpegServer} on top of it.
 */
@NullMarked
package dev.framecast.netty;

import org.jspecify.annotations.NullMarked;
