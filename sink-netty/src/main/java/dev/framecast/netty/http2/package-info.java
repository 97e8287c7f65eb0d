/** Connections that speak HTTP/2: their limits, and their end. Not exported. */
@NullMarked
package dev.framecast.netty.http2;

import org.jspecify.annotations.NullMarked;
