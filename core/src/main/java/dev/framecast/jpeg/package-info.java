/** JPEGs: whether one is whole, and what is in it. */
@NullMarked
package dev.framecast.jpeg;

import org.jspecify.annotations.NullMarked;
