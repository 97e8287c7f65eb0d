/** What the sources of this project share. Not exported. */
@NullMarked
package dev.framecast.source.common;

import org.jspecify.annotations.NullMarked;
