/** What is told of cameras as JSON. */
@NullMarked
package dev.framecast.http.json;

import org.jspecify.annotations.NullMarked;
