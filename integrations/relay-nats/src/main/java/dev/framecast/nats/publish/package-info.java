/** How a node gives its cameras to others. */
@NullMarked
package dev.framecast.nats.publish;

import org.jspecify.annotations.NullMarked;
