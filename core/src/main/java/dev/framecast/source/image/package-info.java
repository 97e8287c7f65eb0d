/** Sources from functions that give pictures, and the test pattern. */
@NullMarked
package dev.framecast.source.image;

import org.jspecify.annotations.NullMarked;
