/** The connection to NATS, and what nodes say to each other by it. */
@NullMarked
package dev.framecast.nats.wire;

import org.jspecify.annotations.NullMarked;
