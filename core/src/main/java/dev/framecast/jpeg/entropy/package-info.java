/** The entropy-coded data of sequential JPEGs: codes, bits and blocks (ITU-T T.81, C and F). */
@NullMarked
package dev.framecast.jpeg.entropy;

import org.jspecify.annotations.NullMarked;
