/** Text in pictures. */
@NullMarked
package dev.framecast.stamp;

import org.jspecify.annotations.NullMarked;
