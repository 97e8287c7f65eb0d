/** The front door: {@link dev.framecast.Cameras}, which sinks are given to serve. */
@NullMarked
package dev.framecast;

import org.jspecify.annotations.NullMarked;
