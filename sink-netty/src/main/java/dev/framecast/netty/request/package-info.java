/**
 * Requests as they come over a connection: which are answered here, in order, and which are
 * refused. Not exported.
 */
@NullMarked
package dev.framecast.netty.request;

import org.jspecify.annotations.NullMarked;
