/** How a node has cameras of others. */
@NullMarked
package dev.framecast.nats.read;

import org.jspecify.annotations.NullMarked;
