/** Motion JPEG, and single JPEGs, over HTTP. */
@NullMarked
package dev.framecast.source.http;

import org.jspecify.annotations.NullMarked;
