/** Drawing that works on a machine without fonts. Not exported. */
@NullMarked
package dev.framecast.draw;

import org.jspecify.annotations.NullMarked;
