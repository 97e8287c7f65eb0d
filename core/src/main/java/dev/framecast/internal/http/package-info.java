/** Requests and answers of HTTP, of which servers are cameras. */
@NullMarked
package dev.framecast.internal.http;

import org.jspecify.annotations.NullMarked;
