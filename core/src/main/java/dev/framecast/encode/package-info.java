/** Pictures into JPEGs: encoders, and scaling. For the sources of this project. */
@NullMarked
package dev.framecast.encode;

import org.jspecify.annotations.NullMarked;
