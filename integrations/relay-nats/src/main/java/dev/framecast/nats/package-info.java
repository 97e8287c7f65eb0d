/** Cameras of other machines, over NATS: {@link dev.framecast.nats.NatsLink} is where to begin. */
@NullMarked
package dev.framecast.nats;

import org.jspecify.annotations.NullMarked;
