/** Pictures into JPEGs: encoders, and scaling. */
@NullMarked
package dev.framecast.encode;

import org.jspecify.annotations.NullMarked;
