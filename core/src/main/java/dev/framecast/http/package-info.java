/** What a request is answered with: the rules that all sinks share. */
@NullMarked
package dev.framecast.http;

import org.jspecify.annotations.NullMarked;
