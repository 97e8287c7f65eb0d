/** Connections over TLS: certificates from files, and what is spoken over them. Not exported. */
@NullMarked
package dev.framecast.netty.tls;

import org.jspecify.annotations.NullMarked;
