/** JPEGs: checked at the border, mended, scaled and encoded with what the JDK has. */
@NullMarked
package dev.framecast.jpeg;

import org.jspecify.annotations.NullMarked;
